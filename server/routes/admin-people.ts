import { Hono } from 'hono'
import * as v from 'valibot'
import { Problem } from '../../shared/problem.ts'
import { PersonId } from '../../shared/recognition.ts'
import { operation } from '../http/operation.ts'
import { linkNext, PAGE_DEFAULT, PageKeys } from '../http/paging.ts'
import { body, path, query } from '../http/validate.ts'
import { forAdmins } from '../identity/callers.ts'
import { AdminPeople, AdminPerson, NewPerson, PersonPatchBody } from '../people/schemas.ts'
import { unknownPerson } from '../people/unknown-person.ts'
import type { Services } from '../services.ts'
import type { PersonOutcome, PersonRecord } from '../stores/people-store.ts'

const ById = v.strictObject({ id: PersonId })
const ListQuery = v.strictObject({ ...PageKeys, q: v.optional(v.pipe(v.string(), v.maxLength(200))) })

function personOf(outcome: PersonOutcome): PersonRecord {
  if (outcome.kind === 'stored') return outcome.person
  if (outcome.kind === 'not_found') throw unknownPerson()
  const thing = outcome.field === 'email' ? 'The e-mail address' : 'A handle'
  throw new Problem('conflict', `${thing} belongs to somebody else`)
}

/** People, as admins keep them. */
export function adminPeopleRoutes(services: Services): Hono {
  return new Hono()
    .use(forAdmins(services))
    .route('/', listRoutes(services))
    .route('/', changeRoutes(services))
}

function listRoutes({ store, now }: Services): Hono {
  return new Hono()
    .get(
      '/',
      operation({
        summary: 'People, deactivated ones included, a page at a time',
        description: 'The Link header points to the next page.',
        for: 'admins',
        answers: { 200: { description: 'A page of people', schema: AdminPeople } },
      }),
      query(ListQuery),
      async (c) => {
        const { after = '', limit = PAGE_DEFAULT, q = '' } = c.req.valid('query')
        const { people, hasMore } = await store.people.list({ after, limit, text: q })
        const next = hasMore ? (people.at(-1)?.id ?? null) : null
        linkNext(c, next)
        return c.json({ people, next } satisfies AdminPeople)
      },
    )
    .post(
      '/',
      operation({
        summary: 'Add a person',
        for: 'admins',
        answers: { 201: { description: 'Added', schema: AdminPerson } },
        problems: ['conflict', 'disk_full'],
      }),
      body(NewPerson),
      async (c) => {
        const person = personOf(await store.people.create(c.req.valid('json'), now().toISOString()))
        return c.json(person, 201, { location: `/api/v1/admin/people/${person.id}` })
      },
    )
}

function changeRoutes({ store }: Services): Hono {
  return new Hono()
    .get(
      '/:id',
      operation({
        summary: 'One person',
        for: 'admins',
        answers: { 200: { description: 'The person', schema: AdminPerson } },
        problems: ['not_found'],
      }),
      path(ById),
      async (c) => {
        const person = await store.people.find(c.req.valid('param').id)
        if (!person) throw unknownPerson()
        return c.json(person)
      },
    )
    .patch(
      '/:id',
      operation({
        summary: 'Change a person; what the body does not name stays',
        for: 'admins',
        answers: { 200: { description: 'The person as they are now', schema: AdminPerson } },
        problems: ['not_found', 'conflict', 'disk_full'],
      }),
      path(ById),
      body(PersonPatchBody),
      async (c) => c.json(personOf(await store.people.update(c.req.valid('param').id, c.req.valid('json')))),
    )
    .delete(
      '/:id',
      operation({
        summary: 'Deactivate a person',
        description:
          'Ends their sessions and takes back their invites. What they gave stays with those who received it. PATCH `active` brings them back.',
        for: 'admins',
        answers: { 204: { description: 'Deactivated, now or before' } },
        problems: ['not_found', 'disk_full'],
      }),
      path(ById),
      async (c) => {
        personOf(await store.people.update(c.req.valid('param').id, { active: false }))
        return c.body(null, 204)
      },
    )
}
