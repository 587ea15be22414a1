import type { AnsweredRequest } from './requests.ts'

/** Told of what is counted. Nothing of it is about a person, and bright spots are not counted: private ones would be with them. */
export interface Meters {
  answered(request: AnsweredRequest): void
  /** The store could not deliver what was due. */
  deliveryFailed(): void
  /** A long-poll begins to wait. @returns what to call when it does no more. */
  waits(): () => void
}

const nothing = () => undefined

/** Counts nothing. */
export const NO_METERS: Meters = {
  answered: nothing,
  deliveryFailed: nothing,
  waits: () => nothing,
}
