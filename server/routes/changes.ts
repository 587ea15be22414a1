import { Hono } from 'hono'
import { Changes, ChangesQuery } from '../../shared/api.ts'
import { Problem } from '../../shared/problem.ts'
import type { PersonId } from '../../shared/recognition.ts'
import { openBell } from '../feed/bell.ts'
import { readCursor, writeCursor } from '../feed/cursor.ts'
import { operation } from '../http/operation.ts'
import { query } from '../http/validate.ts'
import type { PersonEnv } from '../identity/callers.ts'
import { forPeople } from '../identity/callers.ts'
import type { Services } from '../services.ts'
import type { SecretHash } from '../stores/access-store.ts'
import type { FeedCursor } from '../stores/recognition-store.ts'
import type { Store } from '../stores/store.ts'

const PAGE_DEFAULT = 100

interface Question {
  personId: PersonId
  tokenHash: SecretHash
  since: FeedCursor | null
  limit: number
}

async function readPage(store: Store, { personId, tokenHash, since, limit }: Question) {
  if (!(await store.access.findSession(tokenHash))) throw new Problem('signed_out')
  const outcome = await store.recognitions.changes(personId, since, limit)
  if (outcome.kind !== 'page') throw new Problem(outcome.kind)
  return outcome
}

/** The first page that has something, or an empty one when the time is over or `ended` says that nobody should wait. */
async function waitForPage(
  { store, meters }: Services,
  question: Question,
  waitMs: number,
  ended: AbortSignal,
) {
  const goesOn = meters.waits()
  const bell = openBell(store, question.personId, ended)
  const end = performance.now() + waitMs
  try {
    let page = await readPage(store, question)
    while (page.changes.length === 0 && (await bell.rung(end - performance.now())))
      page = await readPage(store, question)
    return page
  } finally {
    bell.close()
    goesOn()
  }
}

export function changesRoutes(services: Services): Hono<PersonEnv> {
  return new Hono<PersonEnv>().get(
    '/',
    operation({
      summary: 'All that the caller sent or received, as it changes',
      description:
        'Ask with `next` of the last answer as `since`; without it the feed begins anew. With `wait` (seconds) the answer is held back until there is something. Each bright spot comes as it is now; one that was taken back comes as `removed`.',
      for: 'people',
      answers: { 200: { description: 'A page of changes', schema: Changes } },
      problems: ['cursor_expired'],
    }),
    forPeople(services),
    query(ChangesQuery),
    async (c) => {
      const { since, limit = PAGE_DEFAULT, wait = 0 } = c.req.valid('query')
      const { tokenHash, person } = c.get('session')
      const question = {
        personId: person.id,
        tokenHash,
        since: since === undefined ? null : readCursor(since),
        limit,
      }
      const { changes, next, hasMore } =
        wait === 0
          ? await readPage(services.store, question)
          : await waitForPage(
              services,
              question,
              wait * 1000,
              AbortSignal.any([services.stopping, c.req.raw.signal]),
            )
      return c.json({ changes, next: writeCursor(next), hasMore } satisfies Changes)
    },
  )
}
