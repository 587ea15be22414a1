import type { SecretHash } from './access-store.ts'

/** What an admin token may be used for. `people`: the directory. `read`: what was published. `moderate`: reports. `settings`: the organisation's choices. */
export const SCOPES = ['people', 'read', 'moderate', 'settings'] as const
export type Scope = (typeof SCOPES)[number]

/** A token that an admin made, e.g. for an HR system. The token itself is shown once, when it is made. */
export interface AdminTokenRecord {
  /** A UUIDv7. */
  id: string
  name: string
  scopes: readonly Scope[]
  createdAt: string
  expiresAt: string
  /** To the day or so; null until it is used. */
  lastUsedAt: string | null
}

/** The admin tokens that were made over the API. */
export interface AdminTokenStore {
  add(token: AdminTokenRecord & { tokenHash: SecretHash }): Promise<void>

  /** In the order in which they were made, expired ones too. */
  list(): Promise<AdminTokenRecord[]>

  /** Whether it has expired is for the caller to say. */
  find(tokenHash: SecretHash): Promise<AdminTokenRecord | undefined>

  /** Notes that it was used. Asked once a day for each, not at every call. */
  touch(id: string, now: string): Promise<void>

  /** @returns false when there is none of that id. */
  remove(id: string): Promise<boolean>
}
