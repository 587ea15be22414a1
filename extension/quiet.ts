import type { Preferences } from '../shared/preferences.ts'

type Quiet = Pick<Preferences, 'snoozedUntil' | 'quietHours'>

/** The end of a snooze that has none: it lasts until the person ends it. */
export const NO_END = '9999-12-31T00:00:00.000Z'

/** Whether the person wants no notices now: they snooze, or it is in their quiet hours by the clock of where they are. */
export function isQuiet(preferences: Quiet, now: Date): boolean {
  return isSnoozed(preferences, now) || isQuietHour(preferences, now)
}

export function isSnoozed({ snoozedUntil }: Pick<Quiet, 'snoozedUntil'>, now: Date): boolean {
  return snoozedUntil !== null && Date.parse(snoozedUntil) > now.getTime()
}

/** Hours that end before they begin span midnight; such that begin and end at once are none, for quiet weekends alone. */
function isQuietHour({ quietHours }: Pick<Quiet, 'quietHours'>, now: Date): boolean {
  if (!quietHours) return false
  const { from, to, weekends } = quietHours
  if (weekends && isWeekend(now)) return true
  const time = timeOf(now)
  return from <= to ? from <= time && time < to : from <= time || time < to
}

function isWeekend(now: Date): boolean {
  return now.getDay() === 0 || now.getDay() === 6
}

/** 'HH:MM', which sorts as the day goes. */
function timeOf(now: Date): string {
  return [now.getHours(), now.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':')
}

const MORNING = 8
/** Whoever is up before this hour calls the coming morning tomorrow's. */
const NIGHT_ENDS = 5

/** Until when one can snooze. */
export const SNOOZES = ['morning', 'week', 'open'] as const
export type Snooze = (typeof SNOOZES)[number]

/** When a snooze that begins now ends, as ISO 8601 in UTC. Days are those of where the person is, also when clocks change. */
export function endOfSnooze(snooze: Snooze, now: Date): string {
  if (snooze === 'open') return NO_END
  const end = new Date(now)
  if (snooze === 'week') end.setDate(end.getDate() + 7)
  else {
    if (end.getHours() >= NIGHT_ENDS) end.setDate(end.getDate() + 1)
    end.setHours(MORNING, 0, 0, 0)
  }
  return end.toISOString()
}
