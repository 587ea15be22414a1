import type { Context } from 'hono'
import { Hono } from 'hono'
import * as v from 'valibot'
import { body, path, query } from '../http/validate.ts'
import type { AdminEnv } from '../identity/callers.ts'
import type { Act } from '../observing/audit.ts'
import { recordAct } from '../observing/audit.ts'
import type { Services } from '../services.ts'
import type { PersonPatch } from '../stores/people-store.ts'
import { answerScim, listOf } from './answers.ts'
import type { Attributes } from './attributes.ts'
import { readAttributes } from './attributes.ts'
import type { Keeper } from './directory.ts'
import { addPerson, changePerson, findPeople, getPerson, takeOut } from './directory.ts'
import { LEAVING, USER } from './examples.ts'
import { readFilter } from './filter.ts'
import { SCIM_MEDIA, SCIM_PATH } from './names.ts'
import { scimOperation } from './operation.ts'
import { PatchBody, readPatch } from './patch.ts'
import { ListQuery, ScimUser, UserBody, UserList } from './schemas.ts'
import { asUser, readReplacement } from './users.ts'

const ById = v.object({ id: v.string() })
const COUNT_DEFAULT = 100
export const COUNT_MAX = 200
const CONFLICT = { 409: '`uniqueness`: the user name or the e-mail address belongs to somebody else' }
const GONE = { 404: 'No user has this id, or has it any more' }

function locations(c: Context, { config }: Services): (id: string) => string {
  const base = config.publicUrl ?? new URL(c.req.url).origin
  return (id) => `${base}${SCIM_PATH}/Users/${id}`
}

/** What the audit log says of a change: the names of the fields, and whether the person was let in or out. */
function detailsOf({ active, ...others }: PersonPatch): Record<string, string> {
  const fields = Object.keys(others).toSorted().join()
  return {
    by: 'scim',
    ...(active === undefined ? {} : { active: String(active) }),
    ...(fields === '' ? {} : { fields }),
  }
}

function record(
  services: Services,
  c: Context<AdminEnv>,
  { id, action, details }: { id: string } & Pick<Act, 'action' | 'details'>,
): Promise<void> {
  const act = { action, actor: c.get('actor'), target: { kind: 'person', id } }
  return recordAct(services, c, { ...act, ...(details && { details }) })
}

function keeperOf({ store }: Services, c: Context<AdminEnv>): Keeper {
  return { people: store.people, actor: c.get('actor') }
}

/** `/Users`: people, as a directory adds, finds, changes and takes them out. */
export function userRoutes(services: Services): Hono<AdminEnv> {
  return new Hono<AdminEnv>()
    .route('/', listRoute(services))
    .route('/', addRoute(services))
    .route('/', getRoute(services))
    .route('/', replaceRoute(services))
    .route('/', changeRoute(services))
    .route('/', removeRoute(services))
}

function listRoute(services: Services): Hono<AdminEnv> {
  return new Hono<AdminEnv>().get(
    '/',
    scimOperation({
      summary: 'Users, all or those that fit a filter, a page at a time',
      description:
        'A filter compares `userName`, `externalId`, `emails.value`, `emails[type eq "work"].value` or `id` by `eq`, several with `and`. Users who are not active are among them.',
      answers: { 200: { description: 'A page of users', schema: UserList } },
    }),
    query(ListQuery),
    async (c) => {
      const { filter = '', startIndex = 1, count = COUNT_DEFAULT } = c.req.valid('query')
      const start = Math.max(1, startIndex)
      const limit = Math.min(Math.max(0, count), COUNT_MAX)
      const looked = filter.trim() === '' ? {} : readFilter(filter)
      const { people, total } = await findPeople(services.store.people, looked, {
        offset: start - 1,
        limit,
      })
      const users = people.slice(0, limit).map((person) => asUser(person, locations(c, services)))
      return answerScim(c, listOf(users, { total, startIndex: start }) satisfies UserList)
    },
  )
}

function addRoute(services: Services): Hono<AdminEnv> {
  return new Hono<AdminEnv>().post(
    '/',
    scimOperation({
      summary: 'Add a user',
      description:
        'Somebody of that e-mail address whom no directory has, such as one who was added by hand or taken out earlier, is taken over with what they gave and received.',
      answers: { 201: { description: 'The user', schema: ScimUser } },
      refusals: CONFLICT,
    }),
    body(UserBody, USER, SCIM_MEDIA),
    async (c) => {
      const said = readAttributes(c.req.valid('json'))
      const now = services.now().toISOString()
      const { person, patch, isNew } = await addPerson(keeperOf(services, c), said, now)
      const { id } = person
      if (isNew)
        await record(services, c, { id, action: 'person.added', details: { by: 'scim', role: person.role } })
      else await record(services, c, { id, action: 'person.changed', details: detailsOf(patch) })
      const user = asUser(person, locations(c, services))
      return answerScim(c, user, 201, { location: user.meta.location })
    },
  )
}

function getRoute(services: Services): Hono<AdminEnv> {
  return new Hono<AdminEnv>().get(
    '/:id',
    scimOperation({
      summary: 'One user',
      answers: { 200: { description: 'The user', schema: ScimUser } },
      refusals: GONE,
    }),
    path(ById),
    async (c) => {
      const person = await getPerson(services.store.people, c.req.valid('param').id)
      return answerScim(c, asUser(person, locations(c, services)))
    },
  )
}

/** Changes the user whom the path names to what is said of them, and answers as they are then. */
async function change(
  services: Services,
  c: Context<AdminEnv>,
  { id, said }: { id: string; said: Attributes },
): Promise<Response> {
  const keeper = keeperOf(services, c)
  const { person, patch } = await changePerson(keeper, await getPerson(keeper.people, id), said)
  if (Object.keys(patch).length > 0)
    await record(services, c, { id, action: 'person.changed', details: detailsOf(patch) })
  return answerScim(c, asUser(person, locations(c, services)))
}

function replaceRoute(services: Services): Hono<AdminEnv> {
  return new Hono<AdminEnv>().put(
    '/:id',
    scimOperation({
      summary: 'Put a user in the place of the one before',
      description: 'Roles and handles stay; so do team and manager where the enterprise extension is absent.',
      answers: { 200: { description: 'The user as they are now', schema: ScimUser } },
      refusals: { ...GONE, ...CONFLICT },
    }),
    path(ById),
    body(UserBody, USER, SCIM_MEDIA),
    (c) => change(services, c, { id: c.req.valid('param').id, said: readReplacement(c.req.valid('json')) }),
  )
}

function changeRoute(services: Services): Hono<AdminEnv> {
  return new Hono<AdminEnv>().patch(
    '/:id',
    scimOperation({
      summary: 'Change a user',
      description: '`active` false ends their sessions at once. Attributes that are not known are left out.',
      answers: { 200: { description: 'The user as they are now', schema: ScimUser } },
      refusals: { ...GONE, ...CONFLICT },
    }),
    path(ById),
    body(PatchBody, LEAVING, SCIM_MEDIA),
    (c) => change(services, c, { id: c.req.valid('param').id, said: readPatch(c.req.valid('json')) }),
  )
}

function removeRoute(services: Services): Hono<AdminEnv> {
  return new Hono<AdminEnv>().delete(
    '/:id',
    scimOperation({
      summary: 'Take a user out',
      description:
        'For directories they are gone: afterwards 404. Their sessions end, nothing is erased, and adding them again brings them back.',
      answers: { 204: { description: 'Taken out' } },
      refusals: GONE,
    }),
    path(ById),
    async (c) => {
      const { id } = c.req.valid('param')
      await takeOut(services.store.people, id)
      await record(services, c, { id, action: 'person.changed', details: { by: 'scim', active: 'false' } })
      return c.body(null, 204)
    },
  )
}
