import { announce, openStorage } from './storage.ts'
import type { Shortfall } from './stored.ts'

/** More would say no more. */
const SHORTFALLS_MAX = 20

/** Keeps the latest of each tool and site, and of all of them the latest few. */
export async function keepShortfall(seen: Omit<Shortfall, 'times'>): Promise<void> {
  const transaction = (await openStorage()).transaction('shortfalls', 'readwrite')
  const before = await transaction.store.get([seen.tool, seen.site])
  await transaction.store.put({ ...seen, times: (before?.times ?? 0) + 1 })
  const all = await transaction.store.getAll()
  const old = all.toSorted((a, b) => b.day - a.day).slice(SHORTFALLS_MAX)
  for (const { tool, site } of old) await transaction.store.delete([tool, site])
  await transaction.done
  announce('shortfalls')
}

/** The latest first. */
export async function listShortfalls(): Promise<Shortfall[]> {
  const all = await (await openStorage()).getAll('shortfalls')
  return all.toSorted((a, b) => b.day - a.day)
}

export async function forgetShortfalls(isOver: (shortfall: Shortfall) => boolean): Promise<void> {
  const transaction = (await openStorage()).transaction('shortfalls', 'readwrite')
  const over = (await transaction.store.getAll()).filter(isOver)
  for (const { tool, site } of over) await transaction.store.delete([tool, site])
  await transaction.done
  if (over.length > 0) announce('shortfalls')
}

/** For whoever mends the reader, in English. The site is left out: it is nobody else's business. */
export function writtenReport({ tool, kind, missing, day, times, report }: Shortfall): string {
  const when = new Date(day).toDateString()
  return [
    `Bright Spots reads less than expected: ${tool}, ${kind}, not found: ${missing.join(', ')}`,
    `${times} time${times === 1 ? '' : 's'}, last on ${when}`,
    'Every #number stands for a text: the same number for the same text, and nothing of it.',
    '',
    report,
  ].join('\n')
}
