import type { Fault } from '../faults.ts'
import { spokenLocale, t } from '../i18n.ts'

/** Why something was not sent, and when it may be, where the server says so. */
export function reasonNotSent(fault: Fault, retryAt: number): string {
  const problem = t(`problem_${fault}`)
  if (fault !== 'enough_for_now' || retryAt <= Date.now()) return problem
  return `${problem} ${t('enough_until', { time: momentText(retryAt) })}`
}

const MINUTE_MS = 60_000

/** '14:05' for today, with the date for later. Never earlier than it is. */
function momentText(moment: number): string {
  const date = new Date(Math.ceil(moment / MINUTE_MS) * MINUTE_MS)
  const isToday = date.toDateString() === new Date().toDateString()
  const style = isToday ? {} : ({ dateStyle: 'medium' } as const)
  return new Intl.DateTimeFormat(spokenLocale(), { ...style, timeStyle: 'short' }).format(date)
}
