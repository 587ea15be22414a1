import type { SecretHash } from '../stores/access-store.ts'
import type { Store } from '../stores/store.ts'
import { hashSecret, newSecret } from './tokens.ts'

export interface AdminToken {
  hash: SecretHash
  /** The token itself, at the one start that made it. */
  fresh?: string
}

/** The admin token of the settings, else the one that was made at the first start, else a new one, of which only the hash is stored. */
export async function findOrMakeAdminToken(
  store: Store,
  configured: string | undefined,
): Promise<AdminToken> {
  if (configured !== undefined) return { hash: hashSecret(configured) }
  const stored = await store.access.findAdminTokenHash()
  if (stored !== undefined) return { hash: stored }
  const fresh = newSecret()
  const hash = hashSecret(fresh)
  const kept = await store.access.keepAdminTokenHash(hash)
  return kept === hash ? { hash, fresh } : { hash: kept }
}

/** Begins every token that is made over the API, so that whoever looks for leaked secrets knows one. */
const MADE_TOKEN_PREFIX = 'bsa_'

/** A token for a program that administers. */
export function newMadeToken(): string {
  return MADE_TOKEN_PREFIX + newSecret()
}

/** Whether a token has the form of one made over the API; sessions' are shorter. */
export function isMadeToken(token: string): boolean {
  return /^bsa_[\w-]{43}$/.test(token)
}
