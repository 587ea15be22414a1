import { spokenLocale } from './i18n.ts'

const DAY_MS = 86_400_000

/** 'today', 'yesterday', '5 days ago'. */
export function dayOf(at: Date): string {
  const days = Math.round((midnight(at).getTime() - midnight(new Date()).getTime()) / DAY_MS)
  return new Intl.RelativeTimeFormat(spokenLocale(), { numeric: 'auto' }).format(Math.min(0, days), 'day')
}

/** The beginning of that day, where this browser is. */
export function midnight(at: Date): Date {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate())
}
