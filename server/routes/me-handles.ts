import { Hono } from 'hono'
import * as v from 'valibot'
import { MyHandles } from '../../shared/api.ts'
import { Problem } from '../../shared/problem.ts'
import { operation } from '../http/operation.ts'
import { path } from '../http/validate.ts'
import type { PersonEnv } from '../identity/callers.ts'
import { forPeople } from '../identity/callers.ts'
import { asClaimed, asConfirmed, confirmedId, HandleId } from '../people/handles.ts'
import type { Services } from '../services.ts'
import type { PersonRecord } from '../stores/people-store.ts'
import type { Store } from '../stores/store.ts'

const CLAIMS_MAX = 200
const ById = v.strictObject({ id: HandleId })

const unknownHandle = () =>
  new Problem('not_found', 'You have no handle of this id: list them with GET /api/v1/me/handles')

/** What a person is called in tools: theirs to see, to confirm and to remove. */
export function myHandleRoutes(services: Services): Hono<PersonEnv> {
  return new Hono<PersonEnv>()
    .use(forPeople(services))
    .route('/', listRoute(services))
    .route('/', confirmRoute(services))
    .route('/', removeRoute(services))
}

function listRoute({ store }: Services): Hono<PersonEnv> {
  return new Hono<PersonEnv>().get(
    '/',
    operation({
      summary: 'What the caller is called in tools',
      description:
        'Confirmed ones first. The others are what colleagues said: each counts for those who said so alone, until the caller or an admin confirms it.',
      for: 'people',
      answers: { 200: { description: 'The handles', schema: MyHandles } },
    }),
    async (c) => {
      const { person } = c.get('session')
      const { claims } = await store.handles.claims({ personId: person.id, limit: CLAIMS_MAX })
      const handles = [...person.handles.map(asConfirmed), ...claims.map(asClaimed)]
      return c.json({ handles } satisfies MyHandles)
    },
  )
}

function confirmRoute({ store }: Services): Hono<PersonEnv> {
  return new Hono<PersonEnv>().post(
    '/:id/confirm',
    operation({
      summary: 'Say that a handle is indeed the caller’s',
      description: 'From then on pages that show it mean the caller, for everybody.',
      for: 'people',
      answers: { 204: { description: 'Confirmed' } },
      problems: ['not_found', 'conflict', 'disk_full'],
    }),
    path(ById),
    async (c) => {
      const outcome = await store.handles.confirm(c.req.valid('param').id, c.get('session').person.id)
      if (outcome === 'not_found') throw unknownHandle()
      if (outcome === 'taken') throw new Problem('conflict', 'This handle belongs to somebody else by now')
      return c.body(null, 204)
    },
  )
}

/** @returns false when that person has no confirmed handle of that id. */
async function removeConfirmed({ people }: Store, person: PersonRecord, id: string): Promise<boolean> {
  const handles = person.handles.filter((handle) => confirmedId(handle) !== id)
  if (handles.length === person.handles.length) return false
  await people.update(person.id, { handles })
  return true
}

function removeRoute({ store }: Services): Hono<PersonEnv> {
  return new Hono<PersonEnv>().delete(
    '/:id',
    operation({
      summary: 'Remove a handle, or say that it is not the caller’s',
      description:
        'Pages that show it mean the caller no more. One that was not confirmed is not offered again, whoever says it.',
      for: 'people',
      answers: { 204: { description: 'Removed' } },
      problems: ['not_found', 'disk_full'],
    }),
    path(ById),
    async (c) => {
      const { id } = c.req.valid('param')
      const { person } = c.get('session')
      const isGone = (await removeConfirmed(store, person, id)) || (await store.handles.refuse(id, person.id))
      if (!isGone) throw unknownHandle()
      return c.body(null, 204)
    },
  )
}
