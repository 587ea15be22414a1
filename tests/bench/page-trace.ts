/** What Chromium writes down of each thing that a thread does; times are in microseconds. */
export interface TraceEvent {
  name: string
  ph: string
  ts: number
  pid: number
  tid: number
  dur?: number
  /** Of `dur`, what the thread was given by the machine. */
  tdur?: number
  args?: { data?: { url?: string } }
}

export interface Trace {
  traceEvents: TraceEvent[]
}

/**
 * The milliseconds that a thread worked for a script, whatever else the machine did meanwhile: its evaluation, and each of its functions that the browser called later,
 * with the layouts that they forced. What runs inside of another is not counted twice.
 */
export function scriptTime({ traceEvents }: Trace, script: string): number {
  const runs = traceEvents
    .filter(({ ph, args }) => ph === 'X' && args?.data?.url?.endsWith(script))
    .toSorted((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0))
  let total = 0
  const ends = new Map<string, number>()
  for (const { pid, tid, ts, dur = 0, tdur = dur } of runs) {
    const thread = `${pid} ${tid}`
    if (ts < (ends.get(thread) ?? 0)) continue
    ends.set(thread, ts + dur)
    total += tdur
  }
  return total / 1000
}
