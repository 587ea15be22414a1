import type { AnsweredRequest } from './requests.ts'

/** Told of what is counted. Nothing of it is about a person. */
export interface Meters {
  answered(request: AnsweredRequest): void
  /** A bright spot was accepted that was not there before. */
  accepted(): void
  delivered(count: number): void
  /** A long-poll begins to wait. @returns what to call when it does no more. */
  waits(): () => void
}

const nothing = () => undefined

/** Counts nothing. */
export const NO_METERS: Meters = {
  answered: nothing,
  accepted: nothing,
  delivered: nothing,
  waits: () => nothing,
}
