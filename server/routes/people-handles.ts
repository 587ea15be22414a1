import { Hono } from 'hono'
import { v7 as uuidv7 } from 'uuid'
import { LearnedHandle } from '../../shared/api.ts'
import { EXAMPLE_IDS } from '../http/examples.ts'
import { operation } from '../http/operation.ts'
import { limitLearning } from '../http/rate-limits.ts'
import { body } from '../http/validate.ts'
import type { PersonEnv } from '../identity/callers.ts'
import { forPeople } from '../identity/callers.ts'
import type { Services } from '../services.ts'

/** The answer is one for all outcomes: nobody learns here who has which handle. A person's word on their own is for another route. */
export function learnedHandleRoutes(services: Services): Hono<PersonEnv> {
  const { store, now } = services
  return new Hono<PersonEnv>().post(
    '/',
    operation({
      summary: 'Tell whose handle it is that the server did not know',
      description:
        'It counts for the caller alone, until that person or an admin confirms it; a word on what is confirmed already counts for nothing.',
      for: 'people',
      answers: { 204: { description: 'Heard, whatever comes of it' } },
      problems: ['too_many_requests', 'disk_full'],
    }),
    forPeople(services),
    limitLearning(services),
    body(LearnedHandle, {
      'the author of a review': {
        tool: 'gitlab',
        origin: 'https://git.corp.example',
        handle: 'gokafor',
        person: EXAMPLE_IDS.person,
      },
    }),
    async (c) => {
      const { person: personId, ...handle } = c.req.valid('json')
      const claimedBy = c.get('session').person.id
      const claim = { id: uuidv7(), handle, personId, claimedBy, createdAt: now().toISOString() }
      if (personId !== claimedBy) await store.handles.learn(claim)
      return c.body(null, 204)
    },
  )
}
