import { Hono } from 'hono'
import * as v from 'valibot'
import { Matches, MatchRequest, PeopleFound } from '../../shared/api.ts'
import type { Match } from '../../shared/api.ts'
import type { PersonId, PersonOnPage } from '../../shared/recognition.ts'
import { operation } from '../http/operation.ts'
import { body, query } from '../http/validate.ts'
import type { PersonEnv } from '../identity/callers.ts'
import { forPeople } from '../identity/callers.ts'
import type { Services } from '../services.ts'
import type { MatchAnswer, MatchQuestion } from '../stores/people-store.ts'
import { asColleague } from '../stores/people-store.ts'

const FOUND_DEFAULT = 10
const FOUND_MAX = 50

const SearchQuery = v.strictObject({
  q: v.optional(v.pipe(v.string(), v.maxLength(200, 'must have at most 200 characters'))),
  limit: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,2}$/, `must be a whole number from 1 to ${FOUND_MAX}`),
      v.transform(Number),
      v.minValue(1, `must be a whole number from 1 to ${FOUND_MAX}`),
      v.maxValue(FOUND_MAX, `must be a whole number from 1 to ${FOUND_MAX}`),
    ),
  ),
})

function questionOf({ tool, origin }: MatchRequest, { email, handle, name }: PersonOnPage): MatchQuestion {
  return {
    ...(email ? { email } : {}),
    ...(handle ? { handle: { tool, origin, handle } } : {}),
    ...(name ? { name } : {}),
  }
}

/** Nobody is offered themselves: they cannot thank themselves. */
function matchOf(answer: MatchAnswer | null, callerId: PersonId): Match {
  if (!answer || answer.person.id === callerId) return { person: null, by: null }
  return { person: asColleague(answer.person), by: answer.by }
}

export function peopleRoutes(services: Services): Hono<PersonEnv> {
  const { people } = services.store
  return new Hono<PersonEnv>()
    .get(
      '/',
      operation({
        summary: 'Colleagues by name, e-mail address or team',
        description:
          'Case and accents do not matter; those where `q` begins a word come first. The caller and people who left are not among them.',
        for: 'people',
        answers: { 200: { description: 'Those found', schema: PeopleFound } },
      }),
      forPeople(services),
      query(SearchQuery),
      async (c) => {
        const { q = '', limit = FOUND_DEFAULT } = c.req.valid('query')
        const found = await people.search(q, { limit, except: c.get('session').person.id })
        return c.json({ people: found.map(asColleague) } satisfies PeopleFound)
      },
    )
    .post(
      '/match',
      operation({
        summary: 'Who the people on a page are',
        description:
          '`by` is `email` or `handle` for a certain match and `name` for a suggestion: exactly one colleague is called so. In the order asked.',
        for: 'people',
        answers: { 200: { description: 'One match for each', schema: Matches } },
      }),
      forPeople(services),
      body(MatchRequest),
      async (c) => {
        const request = c.req.valid('json')
        const answers = await people.match(request.people.map((person) => questionOf(request, person)))
        const callerId = c.get('session').person.id
        return c.json({ matches: answers.map((answer) => matchOf(answer, callerId)) } satisfies Matches)
      },
    )
}
