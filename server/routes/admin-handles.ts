import type { Context } from 'hono'
import { Hono } from 'hono'
import * as v from 'valibot'
import { Problem } from '../../shared/problem.ts'
import { PersonId } from '../../shared/recognition.ts'
import { operation } from '../http/operation.ts'
import { linkNext, PAGE_DEFAULT, PageKeys } from '../http/paging.ts'
import { path, query } from '../http/validate.ts'
import type { AdminEnv } from '../identity/callers.ts'
import { forAdmins } from '../identity/callers.ts'
import { recordAct } from '../observing/audit.ts'
import { HandleId } from '../people/handles.ts'
import type { Services } from '../services.ts'

const ById = v.strictObject({ id: HandleId })

const ClaimedHandles = v.object({
  handles: v.array(
    v.object({
      id: v.string(),
      tool: v.string(),
      origin: v.string(),
      handle: v.string(),
      /** Whose it is said to be. */
      personId: PersonId,
      createdAt: v.string(),
    }),
  ),
  /** What to ask with as `after`; null at the end. */
  next: v.nullable(v.string()),
})
type ClaimedHandles = v.InferOutput<typeof ClaimedHandles>

const unknownClaim = () =>
  new Problem('not_found', 'No handle of this id waits: list them with GET /api/v1/admin/handles')

/** Handles that colleagues learned, for an admin's word on them. Who said so is not told. */
export function adminHandleRoutes(services: Services): Hono<AdminEnv> {
  return new Hono<AdminEnv>()
    .use(forAdmins(services, 'people'))
    .route('/', listRoute(services))
    .route('/', confirmRoute(services))
    .route('/', refuseRoute(services))
}

function listRoute({ store }: Services): Hono<AdminEnv> {
  return new Hono<AdminEnv>().get(
    '/',
    operation({
      summary: 'Handles that wait for a word, a page at a time',
      description:
        'Colleagues said whose they are, by picking that person on a page. Each counts for those colleagues alone until it is confirmed. The Link header points to the next page.',
      for: 'admins',
      scope: 'people',
      answers: { 200: { description: 'A page of them', schema: ClaimedHandles } },
    }),
    query(v.strictObject(PageKeys)),
    async (c) => {
      const { after, limit = PAGE_DEFAULT } = c.req.valid('query')
      const page = await store.handles.claims({ ...(after === undefined ? {} : { after }), limit })
      const next = page.hasMore ? (page.claims.at(-1)?.id ?? null) : null
      linkNext(c, next)
      const handles = page.claims.map(({ handle, ...claim }) => ({ ...handle, ...claim }))
      return c.json({ handles, next } satisfies ClaimedHandles)
    },
  )
}

function recordWord(services: Services, c: Context<AdminEnv>, action: string, id: string): Promise<void> {
  const target = { kind: 'handle', id }
  return recordAct(services, c, { action, actor: c.get('actor'), target })
}

function confirmRoute(services: Services): Hono<AdminEnv> {
  return new Hono<AdminEnv>().post(
    '/:id/confirm',
    operation({
      summary: 'Confirm whose handle it is',
      for: 'admins',
      scope: 'people',
      answers: { 204: { description: 'It is that person’s, for everybody' } },
      problems: ['not_found', 'conflict', 'disk_full'],
    }),
    path(ById),
    async (c) => {
      const { id } = c.req.valid('param')
      const outcome = await services.store.handles.confirm(id, null)
      if (outcome === 'not_found') throw unknownClaim()
      if (outcome === 'taken') throw new Problem('conflict', 'This handle belongs to somebody else by now')
      await recordWord(services, c, 'handle.confirmed', id)
      return c.body(null, 204)
    },
  )
}

function refuseRoute(services: Services): Hono<AdminEnv> {
  return new Hono<AdminEnv>().delete(
    '/:id',
    operation({
      summary: 'Say that a handle is not that person’s',
      for: 'admins',
      scope: 'people',
      answers: { 204: { description: 'What was said of it counts no more' } },
      problems: ['not_found', 'disk_full'],
    }),
    path(ById),
    async (c) => {
      const { id } = c.req.valid('param')
      if (!(await services.store.handles.refuse(id, null))) throw unknownClaim()
      await recordWord(services, c, 'handle.refused', id)
      return c.body(null, 204)
    },
  )
}
