import type { Person, PersonId } from '../../shared/recognition.ts'

export const ROLES = ['member', 'admin'] as const
type Role = (typeof ROLES)[number]

/** What a person is called in one tool at one origin, e.g. `{tool: 'github', origin: 'https://github.com', handle: 'ada'}`. */
export interface Handle {
  tool: string
  origin: string
  handle: string
}

/** What an admin writes about a person. The e-mail address is unique, whatever its case. */
export interface Profile {
  name: string
  email: string
  team: string | null
  role: Role
  handles: Handle[]
}

export interface PersonRecord extends Profile {
  /** Ids sort in the order in which people were added. */
  id: PersonId
  /** Whether the person may sign in, be found and be thanked. */
  active: boolean
  createdAt: string
}

export type PersonPatch = Partial<Profile & { active: boolean }>

/** `taken` names what belongs to somebody else already. */
export type PersonOutcome =
  | { kind: 'stored'; person: PersonRecord }
  | { kind: 'taken'; field: 'email' | 'handles' }
  | { kind: 'not_found' }

export interface PeoplePageQuery {
  /** Only people after this id. */
  after?: PersonId
  /** Only people whose name, e-mail address or team this is found in. */
  text?: string
  limit: number
}

export interface PeoplePage {
  people: PersonRecord[]
  hasMore: boolean
}

/** One row of an import. A field that is absent is left as it is. */
export interface ImportRow {
  name: string
  email: string
  team?: string | null
  handles?: Handle[]
}

export type ImportOutcome =
  | { outcome: 'created' | 'updated' | 'unchanged' }
  | { outcome: 'invalid'; field: 'email' | 'handles' }

/** What a page says of somebody. */
export interface MatchQuestion {
  email?: string
  handle?: Handle
  name?: string
}

/** `email` and `handle` are certain; `name` means that exactly one active person is called so. */
export interface MatchAnswer {
  person: PersonRecord
  by: 'email' | 'handle' | 'name'
}

export interface PeopleStore {
  create(profile: Profile, now: string): Promise<PersonOutcome>

  find(id: PersonId): Promise<PersonRecord | undefined>

  /** People in the order of their ids, deactivated ones included. */
  list(query: PeoplePageQuery): Promise<PeoplePage>

  /** Changes what the patch names. Deactivating ends the person's sessions and open invites in the same step. */
  update(id: PersonId, patch: PersonPatch): Promise<PersonOutcome>

  /**
   * Creates or updates by e-mail address, all rows or, when one is `invalid`, none. A deactivated person stays so.
   * @returns one outcome for each row, in order; with `dryRun`, what would happen.
   */
  import(rows: readonly ImportRow[], how: { now: string; dryRun: boolean }): Promise<ImportOutcome[]>

  /**
   * Active people in whose name, e-mail address or team every word of `text` is found, whatever case and accents;
   * those where it begins a word come first, then by name. An empty text finds everybody.
   */
  search(text: string, how: { limit: number; except: PersonId }): Promise<PersonRecord[]>

  /** For each question the active person whom it means, or null; `email` is tried before `handle` before `name`. */
  match(questions: readonly MatchQuestion[]): Promise<(MatchAnswer | null)[]>
}

/** What colleagues are shown of a person. */
export function asColleague({ id, name, email, team }: PersonRecord): Person {
  return { id, name, email, team }
}
