import type { Context } from 'hono'
import { Hono } from 'hono'
import * as v from 'valibot'
import { Matches, MatchRequest, PendingPerson, PeopleFound, PersonFound } from '../../shared/api.ts'
import type { Match } from '../../shared/api.ts'
import { Problem } from '../../shared/problem.ts'
import type { PersonId, PersonOnPage } from '../../shared/recognition.ts'
import { PEOPLE_ON_A_PAGE } from '../http/examples.ts'
import type { Spoken } from '../http/language.ts'
import { detectLanguage } from '../http/language.ts'
import { operation } from '../http/operation.ts'
import { limitAdding } from '../http/rate-limits.ts'
import { body, query } from '../http/validate.ts'
import { afterAnswer } from '../identity/after-answer.ts'
import type { PersonEnv } from '../identity/callers.ts'
import { forPeople } from '../identity/callers.ts'
import { inviteByMail } from '../identity/invitations.ts'
import { recordAct } from '../observing/audit.ts'
import { findOrAddPending } from '../people/pending.ts'
import type { Services } from '../services.ts'
import type { MatchAnswer, MatchQuestion, PersonRecord } from '../stores/people-store.ts'
import { asColleague } from '../stores/people-store.ts'

type AddEnv = PersonEnv & Spoken
type AddContext = Context<{ Variables: PersonEnv['Variables'] & Spoken['Variables'] }>

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

/** Colleagues, as anybody in the organisation may find them. */
export function peopleRoutes(services: Services): Hono<PersonEnv> {
  return new Hono<PersonEnv>()
    .route('/', searchRoute(services))
    .route('/', addRoute(services))
    .route('/', matchRoute(services))
}

function searchRoute(services: Services): Hono<PersonEnv> {
  const { people } = services.store
  return new Hono<PersonEnv>().get(
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
}

/** Thanks that are on their way need somebody to go to: they wait for that person, who is invited. */
function addRoute(services: Services): Hono<AddEnv> {
  return new Hono<AddEnv>().post(
    '/',
    operation({
      summary: 'Somebody by e-mail address, who need not be in the directory yet',
      description:
        'On a domain of the organisation (ALLOWED_DOMAINS) they are added, can be thanked, and are invited by e-mail if the server can send any.',
      for: 'people',
      answers: {
        201: { description: 'Added; what is sent waits for them', schema: PersonFound },
        200: { description: 'A colleague who was known already', schema: PersonFound },
      },
      problems: ['self_recipient', 'domain_not_allowed', 'too_many_requests', 'disk_full'],
    }),
    forPeople(services),
    limitAdding(services),
    body(PendingPerson, { 'a new colleague': { email: 'noor.haddad@corp.example' } }),
    detectLanguage,
    async (c) => {
      const { person, isNew } = await findOrAddPending(services, c.req.valid('json').email)
      if (person.id === c.get('session').person.id) throw new Problem('self_recipient')
      if (isNew) await welcome(services, c, person)
      return c.json({ person: asColleague(person) } satisfies PersonFound, isNew ? 201 : 200)
    },
  )
}

/** The mail server may be slow: the sender, who has a line to write, does not wait for it. */
async function welcome(services: Services, c: AddContext, person: PersonRecord): Promise<void> {
  await recordAct(services, c, {
    action: 'person.added_by_colleague',
    actor: c.get('actor'),
    target: { kind: 'person', id: person.id },
  })
  const occasion = { reason: 'thanked' as const, language: c.get('language') }
  afterAnswer(services.log, () => inviteByMail(services, person, occasion))
}

function matchRoute(services: Services): Hono<PersonEnv> {
  const { people } = services.store
  return new Hono<PersonEnv>().post(
    '/match',
    operation({
      summary: 'Who the people on a page are',
      description:
        '`by` is `email` or `handle` for a certain match and `name` for a suggestion: exactly one colleague is called so. In the order asked.',
      for: 'people',
      answers: { 200: { description: 'One match for each', schema: Matches } },
    }),
    forPeople(services),
    body(MatchRequest, PEOPLE_ON_A_PAGE),
    async (c) => {
      const request = c.req.valid('json')
      const callerId = c.get('session').person.id
      const questions = request.people.map((person) => questionOf(request, person))
      const answers = await people.match(questions, callerId)
      return c.json({ matches: answers.map((answer) => matchOf(answer, callerId)) } satisfies Matches)
    },
  )
}
