import { setTimeout as sleep } from 'node:timers/promises'

/** No test measures time: so long, also on a machine with much else to do. */
export const PATIENCE_MS = 25_000

type Falsy = undefined | null | false | 0 | ''

/**
 * Asks again and again until the answer is truthy, and gives it back. An answer that throws counts as 'not yet'.
 * @param what is being waited for, in words; the error says it.
 */
export async function until<T>(
  what: string,
  ask: () => T | Promise<T>,
  timeout = PATIENCE_MS,
): Promise<Exclude<T, Falsy>> {
  const deadline = Date.now() + timeout
  let lastFault: unknown
  do {
    try {
      const answer = await ask()
      if (isTruthy(answer)) return answer
    } catch (fault) {
      lastFault = fault
    }
    await sleep(50)
  } while (Date.now() < deadline)
  throw new Error(`Waited ${timeout / 1000} s for ${what}`, { cause: lastFault })
}

function isTruthy<T>(answer: T): answer is Exclude<T, Falsy> {
  return Boolean(answer)
}

/** As long as a person takes to read a question: a press before that is no answer. */
export async function whileReading(): Promise<void> {
  await sleep(600)
}
