import type { PersonId } from '../../shared/recognition.ts'

/** Who acted: a person, an admin token by its id, the server's own ADMIN_TOKEN, or the server by itself. */
export interface Actor {
  kind: 'person' | 'token' | 'admin_token' | 'server'
  id: string | null
}

/** An act of an admin or a sign-in. No words of anybody are ever in it. */
export interface AuditEntry {
  /** A UUIDv7: entries sort by it, in the order in which they were made. */
  id: string
  at: string
  /** What was done, e.g. `person.deactivated`. */
  action: string
  actor: Actor
  /** To what, e.g. `{kind: 'person', id}`. */
  target: { kind: string; id: string | null } | null
  /** Where from: the address that TRUSTED_PROXIES give; null for what the server does by itself. */
  address: string | null
  requestId: string | null
  /** What else is of use, e.g. `{scopes: 'people,read'}`; never a name, an address or what was written. */
  details: Readonly<Record<string, string>>
}

export interface AuditQuery {
  /** Only those made before the one of this id. */
  before?: string
  /** Only those that this person made, or that were about them. */
  personId?: PersonId
  limit: number
}

/** The append-only log of what admins did, and of who signed in. Nothing changes an entry. */
export interface AuditStore {
  append(entry: AuditEntry): Promise<void>

  /** Newest first. */
  list(query: AuditQuery): Promise<{ entries: AuditEntry[]; hasMore: boolean }>

  /** Forgets those made before that time, some hundreds at most. @returns how many. */
  forgetBefore(time: string): Promise<number>
}
