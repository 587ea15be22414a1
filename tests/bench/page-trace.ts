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

/** What goes on after an answer of the browser; Chromium does not say whose it is. */
export const MICROTASKS = 'BlinkScheduler_PerformMicrotaskCheckpoint'

/**
 * The milliseconds that a thread worked for a script, whatever else the machine did meanwhile: its evaluation, and each of its
 * functions that the browser called later, with the layouts that they forced. What runs inside of another is not counted twice.
 * @param also the names of what else on the same thread is its work.
 */
export function scriptTime({ traceEvents }: Trace, script: string, ...also: string[]): number {
  const all = traceEvents.filter(({ ph }) => ph === 'X')
  const named = all.filter(({ args }) => args?.data?.url?.endsWith(script))
  const threads = new Set(named.map(threadOf))
  const others = all.filter((event) => also.includes(event.name) && threads.has(threadOf(event)))
  const runs = [...named, ...others].toSorted((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0))
  let total = 0
  const ends = new Map<string, number>()
  for (const run of runs) {
    const { ts, dur = 0, tdur = dur } = run
    const thread = threadOf(run)
    if (ts < (ends.get(thread) ?? 0)) continue
    ends.set(thread, ts + dur)
    total += tdur
  }
  return total / 1000
}

function threadOf({ pid, tid }: TraceEvent): string {
  return `${pid} ${tid}`
}
