import * as v from 'valibot'
import { NAME_MAX_LENGTH } from '../../shared/limits.ts'
import { line, PersonId } from '../../shared/recognition.ts'
import type { PersonRecord } from '../stores/people-store.ts'
import { ROLES } from '../stores/people-store.ts'

const EMAIL_MAX_LENGTH = 254
const HANDLES_MAX = 50
const VALUE_NAME_MAX_LENGTH = 60

const oneLine = (max: number) =>
  v.pipe(
    v.string(),
    v.trim(),
    v.nonEmpty('must not be empty'),
    v.regex(/^[^\n\t]*$/, 'must be one line'),
    v.check((text) => text.length <= max, `must have at most ${max} characters`),
    line(max),
  )

export const ProfileName = oneLine(NAME_MAX_LENGTH)
export const ProfileTeam = oneLine(NAME_MAX_LENGTH)
export const ValueName = oneLine(VALUE_NAME_MAX_LENGTH)
export const ProfileEmail = v.pipe(
  v.string(),
  v.trim(),
  v.maxLength(EMAIL_MAX_LENGTH, `must have at most ${EMAIL_MAX_LENGTH} characters`),
  v.email('must be an e-mail address'),
)
const ProfileHandle = v.strictObject({
  tool: v.pipe(v.string(), v.regex(/^[a-z\d-]{1,40}$/, 'must be a tool id')),
  origin: v.pipe(
    v.string(),
    v.maxLength(300, 'must have at most 300 characters'),
    v.regex(/^https?:\/\/[^/?#\s]+$/, 'must be an origin, e.g. https://git.corp.example'),
  ),
  handle: oneLine(NAME_MAX_LENGTH),
})
export const ProfileHandles = v.pipe(
  v.array(ProfileHandle),
  v.maxLength(HANDLES_MAX, `must have at most ${HANDLES_MAX} entries`),
)

/** What a directory elsewhere has for a person, which need not look like anything. */
const DirectoryKey = v.nullable(oneLine(NAME_MAX_LENGTH))

/** The body of `POST /api/v1/admin/people`. */
export const NewPerson = v.strictObject({
  name: ProfileName,
  email: ProfileEmail,
  team: v.optional(v.nullable(ProfileTeam), null),
  role: v.optional(v.picklist(ROLES), 'member'),
  handles: v.optional(ProfileHandles, []),
  userName: v.optional(DirectoryKey, null),
  externalId: v.optional(DirectoryKey, null),
  managerId: v.optional(v.nullable(PersonId), null),
})

/** The body of `PATCH /api/v1/admin/people/{id}`: what is absent stays. */
export const PersonPatchBody = v.strictObject({
  name: v.exactOptional(ProfileName),
  email: v.exactOptional(ProfileEmail),
  team: v.exactOptional(v.nullable(ProfileTeam)),
  role: v.exactOptional(v.picklist(ROLES)),
  handles: v.exactOptional(ProfileHandles),
  userName: v.exactOptional(DirectoryKey),
  externalId: v.exactOptional(DirectoryKey),
  managerId: v.exactOptional(v.nullable(PersonId)),
  active: v.exactOptional(v.boolean()),
  /** Lets somebody send again, and delivers what waited; or suspends their sending, what is on its way included. */
  suspended: v.exactOptional(v.boolean()),
})

/** A person as admins see them. */
export const AdminPerson = v.object({
  id: PersonId,
  name: v.string(),
  email: v.string(),
  team: v.nullable(v.string()),
  role: v.picklist(ROLES),
  handles: v.array(v.object({ tool: v.string(), origin: v.string(), handle: v.string() })),
  userName: v.nullable(v.string()),
  externalId: v.nullable(v.string()),
  managerId: v.nullable(PersonId),
  active: v.boolean(),
  /** Added by a colleague, by e-mail address, and never signed in since. */
  pending: v.boolean(),
  /** Whether a moderator has suspended their sending. */
  suspended: v.boolean(),
  createdAt: v.string(),
})
export type AdminPerson = v.InferOutput<typeof AdminPerson>

/** Of those who were erased nothing is shown, so their end is not either. What people prefer is theirs alone. */
export function asAdminPerson(record: PersonRecord): AdminPerson {
  const { erasedAt: _erasedAt, preferences: _preferences, suspendedAt, ...person } = record
  return { ...person, suspended: suspendedAt !== null }
}

export const AdminPeople = v.object({
  people: v.array(AdminPerson),
  /** What to ask with as `after`; null at the end. */
  next: v.nullable(v.string()),
})
export type AdminPeople = v.InferOutput<typeof AdminPeople>

/** The body of `POST /api/v1/admin/people/{id}/invite`, if there is one. */
export const InviteOptions = v.strictObject({
  send: v.exactOptional(
    v.pipe(
      v.boolean(),
      v.description('Whether to send it to the person by e-mail; needs SMTP_URL and PUBLIC_URL.'),
    ),
  ),
})

export const Invite = v.object({
  code: v.string(),
  expiresAt: v.string(),
  invitation: v.pipe(
    v.string(),
    v.description(
      'What to send to the person: the address of this server (PUBLIC_URL, else the one that was asked), a # and the code. They paste all of it into the extension.',
    ),
  ),
  sent: v.exactOptional(
    v.pipe(v.boolean(), v.description('Whether the mail server took it; absent when nobody asked for that.')),
  ),
})
export type Invite = v.InferOutput<typeof Invite>
