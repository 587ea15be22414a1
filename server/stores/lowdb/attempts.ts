import type { AttemptOutcome, SecretHash, SignInAttempt } from '../access-store.ts'

/** Sign-ins that were begun, in memory alone: whoever signs in while the server starts anew begins again. */
export class Attempts {
  readonly #attempts = new Map<SecretHash, SignInAttempt>()

  add(attempt: SignInAttempt, now: string): void {
    for (const [keyHash, { expiresAt }] of this.#attempts)
      if (expiresAt <= now) this.#attempts.delete(keyHash)
    this.#attempts.set(attempt.keyHash, attempt)
  }

  use(
    kind: SignInAttempt['kind'],
    keyHash: SecretHash,
    secretHash: SecretHash | null,
    now: string,
  ): AttemptOutcome {
    const attempt = this.#attempts.get(keyHash)
    if (!attempt || attempt.kind !== kind || attempt.expiresAt <= now) return { kind: 'gone' }
    const isRight = attempt.secretHash === secretHash
    const triesLeft = attempt.triesLeft - 1
    if (!isRight && triesLeft > 0) {
      this.#attempts.set(keyHash, { ...attempt, triesLeft })
      return { kind: 'wrong' }
    }
    this.#attempts.delete(keyHash)
    return isRight ? { kind: 'right', attempt } : { kind: 'gone' }
  }
}
