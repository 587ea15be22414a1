import { Problem } from '../../shared/problem.ts'
import type { Actor } from '../stores/audit-store.ts'
import { emailKey, handleKey, userNameKey } from '../stores/folding.ts'
import type { Handle, PeopleStore, PersonPatch, PersonRecord } from '../stores/people-store.ts'
import type { CsvRow } from './csv.ts'

const INSTEAD = 'use ADMIN_TOKEN, or the session of an admin'
const PAGE = 200

/** Whether a token that was made over the API acts. It may leak from a program, and must not become an admin by itself. */
function isBounded({ kind }: Actor): boolean {
  return kind === 'token'
}

/** @throws Problem `forbidden` when a token would make somebody an admin. */
export function refuseToMakeAdmins(actor: Actor, { role }: Pick<PersonRecord, 'role'>): void {
  if (isBounded(actor) && role === 'admin')
    throw new Problem('forbidden', `A token makes no admins: ${INSTEAD}`)
}

/** @throws Problem `forbidden` when a token would get an invite by which it could sign in as an admin. */
export function refuseToInviteAdmins(actor: Actor, { role }: Pick<PersonRecord, 'role'>): void {
  if (isBounded(actor) && role === 'admin')
    throw new Problem('forbidden', `A token invites no admins: ${INSTEAD}`)
}

/** In whatever order. */
function isSameHandles(a: readonly Handle[], b: readonly Handle[]): boolean {
  const keys = new Set(a.map(handleKey))
  return keys.size === b.length && b.every((handle) => keys.has(handleKey(handle)))
}

function refusalFor(key: string, place = ''): Problem {
  return new Problem('forbidden', `${place}A token does not change ${key} of an admin: ${INSTEAD}`)
}

/** Of what colleagues and sign-ins know a person by, and of whether they may send, whatever would be another. A user name that is the address is none of its own. */
function changedKey(
  { email, userName, handles, suspendedAt }: PersonPatch,
  person: PersonRecord,
): 'email' | 'userName' | 'handles' | 'suspended' | undefined {
  const goesBy = (name: string | null) => userNameKey(name ?? person.email)
  if (email !== undefined && emailKey(email) !== emailKey(person.email)) return 'email'
  if (userName !== undefined && goesBy(userName) !== goesBy(person.userName)) return 'userName'
  if (suspendedAt !== undefined && (suspendedAt === null) !== (person.suspendedAt === null))
    return 'suspended'
  return handles !== undefined && !isSameHandles(handles, person.handles) ? 'handles' : undefined
}

/**
 * @throws Problem `forbidden` when a token would change somebody's role, or that by which an admin is known: whoever has the
 * e-mail address of an admin signs in as one. Nor does it take sending from an admin, or give it back.
 */
export function refuseBeyondToken(actor: Actor, patch: PersonPatch, person: PersonRecord): void {
  if (!isBounded(actor)) return
  if (patch.role !== undefined && patch.role !== person.role)
    throw new Problem('forbidden', `A token changes no roles: ${INSTEAD}`)
  const key = person.role === 'admin' ? changedKey(patch, person) : undefined
  if (key !== undefined) throw refusalFor(key)
}

/** People who are admins, by the key of their e-mail address. */
async function findAdmins(people: PeopleStore): Promise<Map<string, PersonRecord>> {
  const admins = new Map<string, PersonRecord>()
  let after = ''
  for (let hasMore = true; hasMore;) {
    const page = await people.list({ after, limit: PAGE })
    for (const person of page.people) if (person.role === 'admin') admins.set(emailKey(person.email), person)
    after = page.people.at(-1)?.id ?? after
    hasMore = page.hasMore
  }
  return admins
}

/** Handles are all that an import changes of these; addresses are its keys, and it knows no roles. @throws Problem as above. */
export async function refuseRowsBeyondToken(
  people: PeopleStore,
  rows: readonly CsvRow[],
  actor: Actor,
): Promise<void> {
  const naming = rows.flatMap((row) => ('row' in row && row.row.handles ? [row] : []))
  if (!isBounded(actor) || naming.length === 0) return
  const admins = await findAdmins(people)
  for (const { line, row } of naming) {
    const admin = admins.get(emailKey(row.email))
    if (admin && changedKey({ handles: row.handles ?? [] }, admin))
      throw refusalFor('handles', `Line ${line}: `)
  }
}
