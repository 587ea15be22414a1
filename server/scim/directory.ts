import * as v from 'valibot'
import { Problem } from '../../shared/problem.ts'
import { PersonId } from '../../shared/recognition.ts'
import type { Actor } from '../stores/audit-store.ts'
import type { PeopleStore, PersonOutcome, PersonPatch, PersonRecord } from '../stores/people-store.ts'
import { refuseBeyondToken } from '../people/token-bounds.ts'
import type { Attributes } from './attributes.ts'
import type { Filter } from './filter.ts'
import { addressIn, changesOf, isUnclaimed, isVisible, newPersonOf, TAKEN_OUT, userNameOf } from './users.ts'

interface Page {
  people: PersonRecord[]
  total: number
}

/** What was stored, and what is different by it; an empty one when nothing is. */
export interface Change {
  person: PersonRecord
  patch: PersonPatch
}

/** @throws Problem `not_found` when directories see nobody of that id. */
export async function getPerson(people: PeopleStore, id: string): Promise<PersonRecord> {
  const person = v.is(PersonId, id) ? await people.find(id) : undefined
  if (!person || !isVisible(person)) throw new Problem('not_found', 'No user has this id')
  return person
}

const isSame = (a: string, b: string | null | undefined) => a.toLowerCase() === b?.toLowerCase()

function fits({ userName, externalId, email, manager }: Filter, person: PersonRecord): boolean {
  return (
    (userName === undefined || isSame(userName, userNameOf(person))) &&
    (externalId === undefined || isSame(externalId, person.externalId)) &&
    (email === undefined || isSame(email, person.email)) &&
    (manager === undefined || manager === person.managerId)
  )
}

async function findById(people: PeopleStore, id: string, filter: Filter): Promise<Page> {
  const person = v.is(PersonId, id) ? await people.find(id) : undefined
  const found = person && isVisible(person) && fits(filter, person) ? [person] : []
  return { people: found, total: found.length }
}

/** Whoever has no user name goes by their e-mail address, so that a directory finds people who were there before it. */
async function findByAddress(people: PeopleStore, { userName = '', ...filter }: Filter): Promise<Page> {
  const address = addressIn(userName)
  const person = address === undefined ? undefined : await people.findByEmail(address)
  const found =
    person && person.userName === null && isVisible(person) && fits(filter, person) ? [person] : []
  return { people: found, total: found.length }
}

/** The people that a directory asks for. */
export async function findPeople(
  people: PeopleStore,
  filter: Filter,
  page: { offset: number; limit: number },
): Promise<Page> {
  const { id, ...keys } = filter
  if (id !== undefined) return findById(people, id, keys)
  const found = await people.directory({ ...keys, ...page })
  return found.total === 0 && keys.userName !== undefined ? findByAddress(people, keys) : found
}

function storedPerson(outcome: PersonOutcome): PersonRecord {
  if (outcome.kind === 'stored') return outcome.person
  if (outcome.kind === 'taken') throw new Problem('conflict', `The ${outcome.field} belongs to somebody else`)
  throw new Problem('not_found', 'No user has this id')
}

/** Okta may send what its own manager field says, which need not be an id of ours: there is no manager then, and the answer shows it. */
async function knownManager(
  people: PeopleStore,
  manager: string | null,
  ownId?: PersonId,
): Promise<PersonId | null> {
  if (manager === null || manager === ownId || !v.is(PersonId, manager)) return null
  const person = await people.find(manager)
  return person && isVisible(person) ? manager : null
}

async function withKnownManager(
  people: PeopleStore,
  said: Attributes,
  ownId?: PersonId,
): Promise<Attributes> {
  return said.manager === undefined
    ? said
    : { ...said, manager: await knownManager(people, said.manager, ownId) }
}

/** Whose people they are, and who changes them. */
export interface Keeper {
  people: PeopleStore
  actor: Actor
}

/** Changes what is different from what is said. */
export async function changePerson(
  { people, actor }: Keeper,
  person: PersonRecord,
  said: Attributes,
): Promise<Change> {
  const patch = changesOf(await withKnownManager(people, said, person.id), person)
  refuseBeyondToken(actor, patch, person)
  if (Object.keys(patch).length === 0) return { person, patch }
  return { person: storedPerson(await people.update(person.id, patch)), patch }
}

/** Somebody with one of these addresses whom no directory has yet: added by hand, by a colleague, or taken out earlier. */
async function findUnclaimed(
  people: PeopleStore,
  addresses: readonly string[],
): Promise<PersonRecord | undefined> {
  for (const address of addresses) {
    const person = await people.findByEmail(address)
    if (person && isUnclaimed(person)) return person
  }
  return undefined
}

/**
 * Adds a person. Somebody of that address whom no directory has is taken over as they are, with what they gave and received: a
 * refusal would leave the directory with a colleague whom it can neither add nor find.
 */
export async function addPerson(
  keeper: Keeper,
  said: Attributes,
  now: string,
): Promise<Change & { isNew: boolean }> {
  const { people } = keeper
  const known = await withKnownManager(people, said)
  const profile = newPersonOf(known)
  const addresses = [profile.email, addressIn(said.userName)].filter((address) => address !== undefined)
  const unclaimed = await findUnclaimed(people, addresses)
  if (unclaimed) {
    const all = { active: true, ...said, email: profile.email }
    return { ...(await changePerson(keeper, unclaimed, all)), isNew: false }
  }
  const person = storedPerson(await people.create(profile, now))
  if (said.active !== false) return { person, patch: {}, isNew: true }
  return { person: storedPerson(await people.update(person.id, { active: false })), patch: {}, isNew: true }
}

/** Deactivates a person, and leaves them to no directory. What they gave and received stays. */
export async function takeOut(people: PeopleStore, id: string): Promise<void> {
  const person = await getPerson(people, id)
  storedPerson(await people.update(person.id, TAKEN_OUT))
}
