import type { Preferences, PreferencesChange } from '../../shared/preferences.ts'
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

/** What a directory knows besides. The user name is unique, whatever its case. */
export interface DirectoryEntry {
  /** SCIM's `userName`, which need not be the e-mail address. */
  userName: string | null
  /** SCIM's `externalId`. */
  externalId: string | null
  managerId: PersonId | null
}

export interface PersonRecord extends Profile, DirectoryEntry {
  /** Ids sort in the order in which people were added. */
  id: PersonId
  /** Whether the person may sign in, be found and be thanked. */
  active: boolean
  /** Added by a colleague, by e-mail address alone, and never signed in since: what is sent waits for them. */
  pending: boolean
  createdAt: string
  /** When all that identifies them was erased; they are `active` no more, and all texts are empty then. */
  erasedAt: string | null
  preferences: Preferences
  /** Since when a moderator lets them send nothing, and delivers nothing that they have on its way; null for everybody else. */
  suspendedAt: string | null
}

/** Who somebody is to an OpenID provider. A subject is never given to anybody else; an e-mail address may be. */
export interface Identity {
  issuer: string
  subject: string
}

export type NewPerson = Profile & Partial<DirectoryEntry & { pending: boolean }>

export type PersonPatch = Partial<
  Profile & DirectoryEntry & { active: boolean; pending: boolean; suspendedAt: string | null }
>

/** `taken` names what belongs to somebody else already; `no_manager`: nobody has the id that `managerId` names, or they themselves do. An erased person is `not_found`. */
export type PersonOutcome =
  | { kind: 'stored'; person: PersonRecord }
  | { kind: 'taken'; field: 'email' | 'handles' | 'userName' }
  | { kind: 'no_manager' }
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
  /** The manager's e-mail address, in the directory or in the same import; null for none. */
  manager?: string | null
  handles?: Handle[]
}

export type ImportOutcome =
  | { outcome: 'created' | 'updated' | 'unchanged' }
  /** `manager`: nobody has that address, or it is their own. */
  | { outcome: 'invalid'; field: 'email' | 'handles' | 'manager' }

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

/** One of these, in the order of ids; `text` as in `PeoplePageQuery`. The keys are compared whatever their case. */
export interface DirectoryQuery {
  userName?: string
  externalId?: string
  email?: string
  /** Counted from 0. */
  offset: number
  limit: number
}

export interface PeopleStore {
  create(profile: NewPerson, now: string): Promise<PersonOutcome>

  /** Erased people too. */
  find(id: PersonId): Promise<PersonRecord | undefined>

  /** Deactivated people too. */
  findByEmail(email: string): Promise<PersonRecord | undefined>

  /** Deactivated people too. */
  findByIdentity(identity: Identity): Promise<PersonRecord | undefined>

  /** Keeps who an active person is to a provider. Linking again is fine. `taken`: the identity is another person's, or the person has another at that issuer. */
  linkIdentity(id: PersonId, identity: Identity): Promise<'linked' | 'taken' | 'not_found'>

  /**
   * People that fit all that the query names, deactivated ones included, and how many there are in all. Left out are the erased, and
   * those who are deactivated and have neither user name nor external id: a directory has taken them out.
   */
  directory(query: DirectoryQuery): Promise<{ people: PersonRecord[]; total: number }>

  /** The teams that people who are active are in, by name, and how many are in each. */
  teams(): Promise<{ name: string; people: number }[]>

  /** People in the order of their ids, deactivated ones included, erased ones not. */
  list(query: PeoplePageQuery): Promise<PeoplePage>

  /**
   * Erases all that identifies the person: name, addresses, handles, identities, sessions, invites, and what was said of their handles or is still open of what they said of others'.
   * What they had on its way while their sending was suspended is withdrawn. What they gave stays with those who received it, as from a former colleague; what they received stays with its senders, and
   * what they agreed to publish is published no more. The feed of everybody who sees them learns of it, also where all that is left
   * is that they withdrew it, or what became of a report. Why they reported something becomes an empty text.
   * Others' `managerId` of them becomes null. Erasing again is fine.
   * @returns false when there is nobody of that id.
   */
  erase(id: PersonId, now: string): Promise<boolean>

  /** Changes what is named of what an active person chose; their other devices are told by a hint. Undefined when there is no such person. */
  prefer(id: PersonId, change: PreferencesChange): Promise<PersonRecord | undefined>

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

  /**
   * For each question the active person whom it means, or null; `email` is tried before `handle` before `name`.
   * @param askedBy whose own word on whose handle it is counts as well, where nobody is confirmed to have it.
   */
  match(questions: readonly MatchQuestion[], askedBy: PersonId): Promise<(MatchAnswer | null)[]>
}

/** In the language of the wire; an extension that knows of `former` has its own words. */
const FORMER_COLLEAGUE = 'A former colleague'

/** What colleagues are shown of a person. */
export function asColleague({
  id,
  name,
  email,
  team,
  erasedAt,
  preferences,
}: Pick<PersonRecord, 'id' | 'name' | 'email' | 'team' | 'erasedAt'> & {
  preferences: Pick<Preferences, 'receives'>
}): Person {
  if (erasedAt !== null) return { id, name: FORMER_COLLEAGUE, email: '', team: null, former: true }
  return { id, name, email, team, ...(preferences.receives ? {} : { inPerson: true }) }
}
