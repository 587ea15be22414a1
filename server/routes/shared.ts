import { Hono } from 'hono'
import { SharedPage, SharedQuery } from '../../shared/api.ts'
import { operation } from '../http/operation.ts'
import { linkNext } from '../http/paging.ts'
import { readCursor, writeCursor } from '../http/places.ts'
import { query } from '../http/validate.ts'
import type { PersonEnv } from '../identity/callers.ts'
import { forPeople } from '../identity/callers.ts'
import type { Services } from '../services.ts'

const PAGE_DEFAULT = 20

/** What colleagues agreed to share. Nobody is counted and nothing is ranked: the newest come first. */
export function sharedRoutes(services: Services): Hono<PersonEnv> {
  const { store } = services
  return new Hono<PersonEnv>().get(
    '/',
    operation({
      summary: 'What colleagues agreed to share, newest first, a page at a time',
      description:
        'Each with those recipients alone who agreed; by the team of one of them, by value, or both. The Link header points to the next page.',
      for: 'people',
      answers: { 200: { description: 'A page of bright spots', schema: SharedPage } },
    }),
    forPeople(services),
    query(SharedQuery),
    async (c) => {
      const { after, limit = PAGE_DEFAULT, ...wanted } = c.req.valid('query')
      const page = await store.recognitions.published({
        ...wanted,
        personId: c.get('session').person.id,
        after: after === undefined ? null : readCursor(after),
        limit,
      })
      const next = page.next && writeCursor(page.next)
      linkNext(c, next)
      return c.json({ recognitions: page.recognitions, next } satisfies SharedPage)
    },
  )
}
