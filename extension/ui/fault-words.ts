import type { Fault } from '../faults.ts'
import { t } from '../i18n.ts'

/** Their own words promise that it is tried again by itself, as what waits to be sent is. */
const TRIED_AGAIN: ReadonlySet<Fault> = new Set<Fault>([
  'too_many_requests',
  'internal',
  'not_ready',
  'disk_full',
])

/** What to say of a fault where nothing is tried again by itself: nearly everywhere. */
export function wordsForNow(fault: Fault): string {
  return TRIED_AGAIN.has(fault) ? t('sign_in_later') : t(`problem_${fault}`)
}
