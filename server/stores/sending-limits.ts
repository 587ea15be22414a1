import type { PersonId } from '../../shared/recognition.ts'
import type { AcceptOutcome, LimitName, SendingLimits } from './recognition-store.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/** The longest of the times that a limit looks back over. */
export const LONGEST_MS = 7 * DAY_MS

/** One that somebody sent in that time. */
export interface Sent {
  sentAt: string
  recipients: readonly PersonId[]
}

/** What is to be sent, and since when its sender is among the people. */
interface Asked extends Sent {
  createdAt: string
}

type Reached = Extract<AcceptOutcome, { kind: 'enough_for_now' }>

/** Of several limits that are reached, the one that lasts longest; undefined when none is. */
export function limitReached(
  limits: SendingLimits,
  asked: Asked,
  sent: readonly Sent[],
): Reached | undefined {
  const all = sent.map(({ sentAt }) => sentAt)
  const pairs = asked.recipients.map((id) =>
    sent.filter(({ recipients }) => recipients.includes(id)).map(({ sentAt }) => sentAt),
  )
  const reached = [
    reach('minute', all, { most: limits.perMinute, ms: MINUTE_MS }, asked),
    reach('day', all, { most: limits.perDay, ms: DAY_MS }, asked),
    reach('newcomer', all, { most: newcomersMost(limits, asked), ms: DAY_MS }, asked),
    ...pairs.map((times) => reach('pair', times, { most: limits.perPairPerWeek, ms: LONGEST_MS }, asked)),
  ].filter((one) => one !== undefined)
  return reached.toSorted((a, b) => (a.retryAt < b.retryAt ? 1 : -1))[0]
}

function newcomersMost({ newcomers }: SendingLimits, { createdAt, sentAt }: Asked): number | null {
  return newcomers && isWithin(createdAt, sentAt, newcomers.days * DAY_MS) ? newcomers.perDay : null
}

/** The next is accepted once the oldest of the last `most` is out of the time that counts. */
function reach(
  limit: LimitName,
  times: readonly string[],
  { most, ms }: { most: number | null; ms: number },
  { sentAt }: Asked,
): Reached | undefined {
  if (most === null) return undefined
  const counted = times.filter((time) => isWithin(time, sentAt, ms)).toSorted()
  const oldest = counted.at(-most)
  if (oldest === undefined || counted.length < most) return undefined
  return { kind: 'enough_for_now', limit, retryAt: new Date(Date.parse(oldest) + ms).toISOString() }
}

function isWithin(time: string, now: string, ms: number): boolean {
  return Date.parse(now) - Date.parse(time) < ms
}
