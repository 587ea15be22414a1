import { hash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { SecretHash } from '../stores/access-store.ts'

/** A token or an invite code that nobody guesses: 256 random bits, in letters that survive a URL. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** What is kept of a secret. A slow hash would add nothing to 256 random bits. */
export function hashSecret(secret: string): SecretHash {
  return hash('sha256', secret)
}

/** Takes as long for a near miss as for a far one. */
export function isSameHash(a: SecretHash, b: SecretHash): boolean {
  return timingSafeEqual(Buffer.from(a, 'hex'), Buffer.from(b, 'hex'))
}
