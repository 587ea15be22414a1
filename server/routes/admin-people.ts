import { Hono } from 'hono'
import * as v from 'valibot'
import { PersonId } from '../../shared/recognition.ts'
import { NEW_PEOPLE } from '../http/examples.ts'
import { operation } from '../http/operation.ts'
import { linkNext, PAGE_DEFAULT, PageKeys } from '../http/paging.ts'
import { body, path, query } from '../http/validate.ts'
import type { AdminEnv } from '../identity/callers.ts'
import { forAdmins } from '../identity/callers.ts'
import { recordAct } from '../observing/audit.ts'
import { personOf } from '../people/person-outcome.ts'
import { AdminPeople, AdminPerson, asAdminPerson, NewPerson, PersonPatchBody } from '../people/schemas.ts'
import { refuseBeyondToken, refuseToMakeAdmins } from '../people/token-bounds.ts'
import { unknownPerson } from '../people/unknown-person.ts'
import type { Services } from '../services.ts'
import type { PersonPatch } from '../stores/people-store.ts'

const ById = v.strictObject({ id: PersonId })
const ListQuery = v.strictObject({ ...PageKeys, q: v.optional(v.pipe(v.string(), v.maxLength(200))) })

/** People, as admins keep them. */
export function adminPeopleRoutes(services: Services): Hono<AdminEnv> {
  return new Hono<AdminEnv>()
    .use(forAdmins(services, 'people'))
    .route('/', listRoute(services))
    .route('/', addRoute(services))
    .route('/', getRoute(services))
    .route('/', changeRoute(services))
}

function listRoute({ store }: Services): Hono<AdminEnv> {
  return new Hono<AdminEnv>().get(
    '/',
    operation({
      summary: 'People, deactivated ones included, a page at a time',
      description: 'The Link header points to the next page.',
      for: 'admins',
      scope: 'people',
      answers: { 200: { description: 'A page of people', schema: AdminPeople } },
    }),
    query(ListQuery),
    async (c) => {
      const { after = '', limit = PAGE_DEFAULT, q = '' } = c.req.valid('query')
      const { people, hasMore } = await store.people.list({ after, limit, text: q })
      const next = hasMore ? (people.at(-1)?.id ?? null) : null
      linkNext(c, next)
      return c.json({ people: people.map(asAdminPerson), next } satisfies AdminPeople)
    },
  )
}

function addRoute(services: Services): Hono<AdminEnv> {
  const { store, now } = services
  return new Hono<AdminEnv>().post(
    '/',
    operation({
      summary: 'Add a person',
      description: 'A token makes no admins.',
      for: 'admins',
      scope: 'people',
      answers: { 201: { description: 'Added', schema: AdminPerson } },
      problems: ['conflict', 'disk_full'],
    }),
    body(NewPerson, NEW_PEOPLE),
    async (c) => {
      const profile = c.req.valid('json')
      refuseToMakeAdmins(c.get('actor'), profile)
      const person = personOf(await store.people.create(profile, now().toISOString()))
      await recordAct(services, c, {
        action: 'person.added',
        actor: c.get('actor'),
        target: { kind: 'person', id: person.id },
        details: { role: person.role },
      })
      return c.json(asAdminPerson(person), 201, { location: `/api/v1/admin/people/${person.id}` })
    },
  )
}

function getRoute({ store }: Services): Hono<AdminEnv> {
  return new Hono<AdminEnv>().get(
    '/:id',
    operation({
      summary: 'One person',
      for: 'admins',
      scope: 'people',
      answers: { 200: { description: 'The person', schema: AdminPerson } },
      problems: ['not_found'],
    }),
    path(ById),
    async (c) => {
      const person = await store.people.find(c.req.valid('param').id)
      if (!person || person.erasedAt !== null) throw unknownPerson()
      return c.json(asAdminPerson(person))
    },
  )
}

/** What the audit log says of a change: which fields, and of those that decide what the person may do, to what. */
function changeDetails({ role, active, suspendedAt, ...others }: PersonPatch): Record<string, string> {
  const fields = Object.keys(others)
  return {
    ...(role === undefined ? {} : { role }),
    ...(active === undefined ? {} : { active: String(active) }),
    ...(suspendedAt === undefined ? {} : { suspended: String(suspendedAt !== null) }),
    ...(fields.length === 0 ? {} : { fields: fields.toSorted().join(',') }),
  }
}

function changeRoute(services: Services): Hono<AdminEnv> {
  return new Hono<AdminEnv>().patch(
    '/:id',
    operation({
      summary: 'Change a person; what the body does not name stays',
      description:
        'A token changes no roles, and no e-mail address, user name, handles or suspension of somebody who is an admin. Whoever becomes an admin signs in anew. What a suspended sender has on its way waits until they may send again, and is delivered then.',
      for: 'admins',
      scope: 'people',
      answers: { 200: { description: 'The person as they are now', schema: AdminPerson } },
      problems: ['not_found', 'conflict', 'disk_full'],
    }),
    path(ById),
    body(PersonPatchBody, {
      'another team': { team: 'Support' },
      'somebody left': { active: false },
      'may send again': { suspended: false },
    }),
    async (c) => {
      const { suspended, ...profile } = c.req.valid('json')
      const suspendedAt = suspended ? services.now().toISOString() : null
      const patch: PersonPatch = suspended === undefined ? profile : { ...profile, suspendedAt }
      const { id } = c.req.valid('param')
      const { people, access } = services.store
      const before = await people.find(id)
      if (before?.erasedAt === null) refuseBeyondToken(c.get('actor'), patch, before)
      const person = personOf(await people.update(id, patch))
      if (suspended === false) services.delivery.dueAt(services.now().toISOString())
      // A token may have signed in as them, or kept an invite, while they were nobody to be careful about.
      if (person.role === 'admin' && before?.role !== 'admin') await access.endAllSessions(id)
      await recordAct(services, c, {
        action: 'person.changed',
        actor: c.get('actor'),
        target: { kind: 'person', id: person.id },
        details: changeDetails(patch),
      })
      return c.json(asAdminPerson(person))
    },
  )
}
