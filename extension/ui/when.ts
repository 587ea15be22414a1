import { spokenLocale } from '../i18n.ts'

const DAY_MS = 86_400_000

/** 'now', '12 min.', '3 hr.', 'yesterday', '12 Nov', as the language says it. */
export function when(iso: string): string {
  const locale = spokenLocale()
  const at = new Date(iso)
  const ms = at.getTime() - Date.now()
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'narrow' })
  if (ms > -60_000) return relative.format(0, 'second')
  if (ms > -3_600_000) return relative.format(Math.ceil(ms / 60_000), 'minute')
  if (ms > -DAY_MS) return relative.format(Math.ceil(ms / 3_600_000), 'hour')
  if (ms > -2 * DAY_MS) return relative.format(-1, 'day')
  const year = at.getFullYear() === new Date().getFullYear() ? {} : { year: 'numeric' as const }
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', ...year }).format(at)
}
