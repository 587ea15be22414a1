import * as v from 'valibot'
import { ProfileEmail, ProfileName, ProfileTeam } from '../people/schemas.ts'
import { ScimRefusal } from './errors.ts'
import { ENTERPRISE_SCHEMA, USER_SCHEMA } from './names.ts'

/** What a directory says of a person. Absent: it says nothing of it; null: they have none. */
export interface Attributes {
  userName?: string
  externalId?: string | null
  active?: boolean
  displayName?: string | null
  formatted?: string | null
  givenName?: string | null
  familyName?: string | null
  email?: string | null
  department?: string | null
  manager?: string | null
}

/** Some directories empty a field with an empty text. */
const orNone = <T extends v.GenericSchema<string, string>>(schema: T) =>
  v.pipe(
    v.nullish(v.string()),
    v.transform((text) => text?.trim() || null),
    v.nullable(schema),
  )

const MaybeName = orNone(ProfileName)
const MaybeTeam = orNone(ProfileTeam)
const MaybeEmail = orNone(ProfileEmail)

/** Entra ID sends `"False"` as text. */
const Active = v.union(
  [
    v.boolean(),
    v.pipe(
      v.string(),
      v.toLowerCase(),
      v.picklist(['true', 'false']),
      v.transform((text) => text === 'true'),
    ),
  ],
  'must be true or false',
)

const EmailEntry = v.object({
  value: v.nullish(v.string()),
  type: v.nullish(v.string()),
  primary: v.optional(v.unknown()),
})
type EmailEntry = v.InferOutput<typeof EmailEntry>
const EmailEntries = v.array(EmailEntry, 'must be a list')

function check<T>(name: string, schema: v.GenericSchema<unknown, T>, value: unknown): T {
  const result = v.safeParse(schema, value)
  if (result.success) return result.output
  const [{ message }] = result.issues
  throw new ScimRefusal('invalidValue', `${name} ${message.startsWith('must ') ? message : 'is not valid'}`)
}

/** `[{"value": "x"}]` and `{"value": "x"}` mean the same as `"x"`. */
function unwrap(value: unknown): unknown {
  if (Array.isArray(value)) return unwrapObject(value[0])
  return unwrapObject(value)
}

function unwrapObject(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  return 'value' in value ? value.value : null
}

export const isWorkEmail = (entry: unknown): boolean =>
  v.is(EmailEntry, entry) && (entry.type?.toLowerCase() === 'work' || String(entry.primary) === 'true')

/** The one for work, else the main one, else the first. */
function pickEmail(value: unknown): string | null {
  const entries = value === null || value === undefined ? [] : [value].flat()
  const emails: EmailEntry[] = check('emails', EmailEntries, entries)
  const picked = emails.find(({ type }) => type?.toLowerCase() === 'work') ?? emails.find(isWorkEmail)
  return check('emails.value', MaybeEmail, (picked ?? emails[0])?.value)
}

function requireUserName(value: unknown): string {
  const userName = check('userName', MaybeName, unwrap(value))
  if (userName === null) throw new ScimRefusal('invalidValue', 'userName must not be empty')
  return userName
}

const email = (value: unknown): Attributes => ({
  email: check('emails.value', MaybeEmail, unwrap(value)),
})
const enterprise = (name: string) => `${ENTERPRISE_SCHEMA}:${name}`.toLowerCase()

/** All that is read of a user, by the path that names it. What is not here is not stored, whatever its name. */
const READERS = new Map<string, (value: unknown) => Attributes>([
  ['username', (value) => ({ userName: requireUserName(value) })],
  ['externalid', (value) => ({ externalId: check('externalId', MaybeName, unwrap(value)) })],
  ['active', (value) => (value === null ? {} : { active: check('active', Active, unwrap(value)) })],
  ['displayname', (value) => ({ displayName: check('displayName', MaybeName, unwrap(value)) })],
  ['name.formatted', (value) => ({ formatted: check('name.formatted', MaybeName, unwrap(value)) })],
  ['name.givenname', (value) => ({ givenName: check('name.givenName', MaybeName, unwrap(value)) })],
  ['name.familyname', (value) => ({ familyName: check('name.familyName', MaybeName, unwrap(value)) })],
  ['emails', (value) => ({ email: pickEmail(value) })],
  ['emails.value', email],
  ['emails[type eq "work"]', email],
  ['emails[type eq "work"].value', email],
  ['emails[primary eq true].value', email],
  ['emails[primary eq "true"].value', email],
  [enterprise('department'), (value) => ({ department: check('department', MaybeTeam, unwrap(value)) })],
  [enterprise('manager'), (value) => ({ manager: check('manager', MaybeName, unwrap(value)) })],
  [enterprise('manager.value'), (value) => ({ manager: check('manager', MaybeName, unwrap(value)) })],
])

/** Attributes that hold others, and how the paths of those begin. */
const HOLDERS = new Map([
  ['name', 'name.'],
  [ENTERPRISE_SCHEMA.toLowerCase(), enterprise('')],
])

const CORE_PREFIX = `${USER_SCHEMA}:`.toLowerCase()

/** Paths mean the same in any case, and with or without the name of the core schema. */
export function pathKey(path: string): string {
  const key = path.trim().toLowerCase()
  return key.startsWith(CORE_PREFIX) ? key.slice(CORE_PREFIX.length) : key
}

/** What several come to, the later ones counting. */
export function inOne(said: readonly Attributes[]): Attributes {
  const all: Attributes = {}
  for (const part of said) Object.assign(all, part)
  return all
}

function readHeld(prefix: string, value: unknown): Attributes {
  if (typeof value === 'object' && value !== null) return readAttributes(value, prefix)
  if (value !== null) throw new ScimRefusal('invalidValue', 'name and the enterprise extension are objects')
  const held = [...READERS].filter(([key]) => key.startsWith(prefix))
  return inOne(held.map(([, read]) => read(null)))
}

/** Reads the value of one attribute; of one that is not known, nothing. */
export function readAttribute(path: string, value: unknown): Attributes {
  const key = pathKey(path)
  const prefix = HOLDERS.get(key)
  return prefix === undefined ? (READERS.get(key)?.(value) ?? {}) : readHeld(prefix, value)
}

/** Reads an object of attributes: a whole user, or a part of one. */
export function readAttributes(attributes: object, prefix = ''): Attributes {
  return inOne(Object.entries(attributes).map(([name, value]) => readAttribute(prefix + name, value)))
}
