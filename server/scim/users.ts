import * as v from 'valibot'
import { ProfileEmail } from '../people/schemas.ts'
import type { NewPerson, PersonPatch, PersonRecord } from '../stores/people-store.ts'
import type { Attributes } from './attributes.ts'
import { readAttributes } from './attributes.ts'
import { ScimRefusal } from './errors.ts'
import { ENTERPRISE_SCHEMA, USER_SCHEMA } from './names.ts'
import type { ScimUser, UserBody } from './schemas.ts'

/** Whom directories see: all but the erased, and those whom a directory has taken out, or who left before there was one. */
export function isVisible({ active, userName, externalId, erasedAt }: PersonRecord): boolean {
  return erasedAt === null && (active || userName !== null || externalId !== null)
}

/** What takes a person out: with neither key they are nobody's, and may be added again. */
export const TAKEN_OUT = { active: false, userName: null, externalId: null } satisfies PersonPatch

/** Every user of SCIM has a user name; whoever was added otherwise goes by their e-mail address. */
export function userNameOf({ userName, email }: PersonRecord): string {
  return userName ?? email
}

/** We keep the name as it is shown, in one piece. For directories the last word of it is the family name. */
function splitName(name: string): { givenName: string; familyName?: string } {
  const end = name.lastIndexOf(' ')
  return end === -1 ? { givenName: name } : { givenName: name.slice(0, end), familyName: name.slice(end + 1) }
}

export function asUser(person: PersonRecord, locationOf: (id: string) => string): ScimUser {
  const { id, externalId, name, email, team, managerId, active, createdAt } = person
  const manager = managerId === null ? {} : { manager: { value: managerId, $ref: locationOf(managerId) } }
  const enterprise = { ...(team === null ? {} : { department: team }), ...manager }
  return {
    schemas: [USER_SCHEMA, ENTERPRISE_SCHEMA],
    id,
    ...(externalId === null ? {} : { externalId }),
    userName: userNameOf(person),
    name: { formatted: name, ...splitName(name) },
    displayName: name,
    active,
    emails: [{ value: email, type: 'work', primary: true }],
    ...(Object.keys(enterprise).length === 0 ? {} : { [ENTERPRISE_SCHEMA]: enterprise }),
    meta: { resourceType: 'User', created: createdAt, location: locationOf(id) },
  }
}

/** The name as it is shown counts before its parts, since it is what colleagues read. */
function nameOf({ displayName, formatted, givenName, familyName }: Attributes): string | undefined {
  const parts = [givenName, familyName].filter(Boolean).join(' ')
  return displayName ?? formatted ?? (parts || undefined)
}

/** A part that changes alone takes the place of that part. */
function changedName(said: Attributes, name: string): string {
  const { givenName, familyName } = said
  if (givenName === undefined && familyName === undefined) return nameOf(said) ?? name
  return nameOf({ ...splitName(name), ...said }) ?? name
}

/** The user name, where it is an e-mail address too. */
export function addressIn(userName: string | null | undefined): string | undefined {
  const address = v.safeParse(ProfileEmail, userName)
  return address.success ? address.output : undefined
}

function requireEmail(email: string | undefined): string {
  if (email === undefined)
    throw new ScimRefusal('invalidValue', 'A person needs an e-mail address: in emails, or as userName')
  return email
}

/** Somebody new, as a member: roles are given by admins. */
export function newPersonOf(said: Attributes): NewPerson & { email: string } {
  const { userName, externalId = null, email, department = null, manager = null } = said
  if (userName === undefined) throw new ScimRefusal('invalidValue', 'userName is missing')
  return {
    name: nameOf(said) ?? userName,
    email: requireEmail(email ?? addressIn(userName)),
    team: department,
    role: 'member',
    handles: [],
    userName,
    externalId,
    managerId: manager,
  }
}

/** A user that takes the place of the one before says all; but a directory that never speaks of teams and managers does not empty them. */
export function readReplacement(body: UserBody): Attributes {
  const said = readAttributes(body)
  if (said.userName === undefined) throw new ScimRefusal('invalidValue', 'userName is missing')
  const hasEnterprise = Object.keys(body).some((key) => key.toLowerCase() === ENTERPRISE_SCHEMA.toLowerCase())
  const address = addressIn(said.userName)
  return {
    ...(hasEnterprise ? { department: null, manager: null } : {}),
    ...(nameOf(said) === undefined ? {} : { givenName: null, familyName: null }),
    ...(address === undefined ? {} : { email: address }),
    ...said,
  }
}

function emailAfter(said: Attributes, person: PersonRecord): string {
  if (said.email === undefined) return person.email
  return said.email ?? requireEmail(addressIn(said.userName ?? person.userName))
}

function differences(said: Attributes, person: PersonRecord): PersonPatch {
  const { userName, externalId, active, department, manager } = said
  const name = changedName(said, person.name)
  const email = emailAfter(said, person)
  return {
    ...(name === person.name ? {} : { name }),
    ...(email === person.email ? {} : { email }),
    ...(userName === undefined || userName === person.userName ? {} : { userName }),
    ...(externalId === undefined || externalId === person.externalId ? {} : { externalId }),
    ...(active === undefined || active === person.active ? {} : { active }),
    ...(department === undefined || department === person.team ? {} : { team: department }),
    ...(manager === undefined || manager === person.managerId ? {} : { managerId: manager }),
  }
}

/** Whether no directory has the person yet, or any more. */
export function isUnclaimed({ userName, externalId }: PersonRecord): boolean {
  return userName === null && externalId === null
}

/** What is different from now on; empty when nothing is. Whomever a directory changes, it has from then on, under the name it found them by. */
export function changesOf(said: Attributes, person: PersonRecord): PersonPatch {
  const patch = differences(said, person)
  if (Object.keys(patch).length === 0 || !isUnclaimed(person)) return patch
  return { userName: userNameOf(person), ...patch, ...(person.pending ? { pending: false } : {}) }
}
