import { Hono } from 'hono'
import * as v from 'valibot'
import { MeToo, PublicationChoice, Reaction, ReportReason } from '../../shared/api.ts'
import { Problem } from '../../shared/problem.ts'
import { RecognitionId } from '../../shared/recognition.ts'
import { operation } from '../http/operation.ts'
import { limitAnswering } from '../http/rate-limits.ts'
import { body, path } from '../http/validate.ts'
import type { PersonEnv } from '../identity/callers.ts'
import { recordAct } from '../observing/audit.ts'
import type { Services } from '../services.ts'
import type { AmendOutcome } from '../stores/recognition-store.ts'

const ById = v.strictObject({ id: RecognitionId })

/** What recipients do with what they received, and colleagues with what was shared. */
export function answerRoutes(services: Services): Hono<PersonEnv> {
  return new Hono<PersonEnv>()
    .route('/', readRoute(services))
    .route('/', publicationRoute(services))
    .route('/', reactionRoute(services))
    .route('/', meTooRoute(services))
    .route('/', reportRoute(services))
}

/** Throws the refusal of what a recipient wanted to change. */
function refuseUnlessDone(outcome: AmendOutcome): void {
  if (outcome === 'private')
    throw new Problem('forbidden', 'A private bright spot is for its parties alone: it cannot be published')
  if (outcome !== 'done') throw new Problem(outcome)
}

function readRoute({ store, now }: Services): Hono<PersonEnv> {
  return new Hono<PersonEnv>().post(
    '/:id/read',
    operation({
      summary: 'Mark a bright spot as read',
      description:
        'For a recipient. Their other devices learn of it, its sender does not. The first time counts.',
      for: 'people',
      answers: { 204: { description: 'Read, now or before' } },
      problems: ['not_found', 'withdrawn', 'disk_full'],
    }),
    path(ById),
    async (c) => {
      const { person } = c.get('session')
      const patch = { readAt: now().toISOString() }
      refuseUnlessDone(await store.recognitions.amend(c.req.valid('param').id, person.id, patch))
      return c.body(null, 204)
    },
  )
}

function publicationRoute({ store }: Services): Hono<PersonEnv> {
  return new Hono<PersonEnv>().post(
    '/:id/publication',
    operation({
      summary: 'Agree that colleagues see a public bright spot, or decline',
      description:
        'For a recipient, for themselves alone, and changed as often as they like. A private one is never published.',
      for: 'people',
      answers: { 204: { description: 'Agreed or declined, now or before' } },
      problems: ['not_found', 'withdrawn', 'disk_full'],
    }),
    path(ById),
    body(PublicationChoice, { agreed: { publish: true }, declined: { publish: false } }),
    async (c) => {
      const { person } = c.get('session')
      const publication = c.req.valid('json').publish ? 'agreed' : 'declined'
      refuseUnlessDone(await store.recognitions.amend(c.req.valid('param').id, person.id, { publication }))
      return c.body(null, 204)
    },
  )
}

function reactionRoute(services: Services): Hono<PersonEnv> {
  const { store, now } = services
  return new Hono<PersonEnv>().post(
    '/:id/reaction',
    operation({
      summary: 'Answer a bright spot with a warm word, a line, or both',
      description:
        'For a recipient, one answer each, which the next one replaces; both null takes it back. Its sender sees it, and nobody else. While a moderator has suspended your sending it is a warm word alone: a line is refused.',
      for: 'people',
      answers: { 204: { description: 'Answered, now or before' } },
      problems: ['not_found', 'withdrawn', 'sending_suspended', 'too_many_requests', 'disk_full'],
    }),
    limitAnswering(services),
    path(ById),
    body(Reaction, {
      'a warm word': { word: 'made-my-day', line: null },
      'a line back': { word: 'glad-it-helped', line: 'Any time. It was your question that found it.' },
    }),
    async (c) => {
      const { person } = c.get('session')
      const { word, line } = c.req.valid('json')
      if (line !== null && person.suspendedAt !== null) throw new Problem('sending_suspended')
      const answer = word === null && line === null ? null : { word, line, at: now().toISOString() }
      refuseUnlessDone(await store.recognitions.amend(c.req.valid('param').id, person.id, { answer }))
      return c.body(null, 204)
    },
  )
}

function meTooRoute(services: Services): Hono<PersonEnv> {
  const { store, now } = services
  return new Hono<PersonEnv>().post(
    '/:id/me-too',
    operation({
      summary: 'Say ‘me too’ of a bright spot that was shared, or take it back',
      description:
        'For colleagues who neither sent nor received it; taken back, also once it is shared no more. The recipients who agreed to share it see who said so; nobody sees a number.',
      for: 'people',
      answers: { 204: { description: 'Said or taken back, now or before' } },
      problems: ['not_found', 'too_many_requests', 'disk_full'],
    }),
    limitAnswering(services),
    path(ById),
    body(MeToo, { 'me too': { meToo: true }, 'taken back': { meToo: false } }),
    async (c) => {
      const { person } = c.get('session')
      const say = { ...c.req.valid('json'), now: now().toISOString() }
      const outcome = await store.recognitions.meToo(c.req.valid('param').id, person.id, say)
      if (outcome !== 'done') throw new Problem(outcome)
      return c.body(null, 204)
    },
  )
}

function reportRoute(services: Services): Hono<PersonEnv> {
  const { store, now } = services
  return new Hono<PersonEnv>().post(
    '/:id/report',
    operation({
      summary: 'Report a bright spot to the moderators',
      description:
        'For a recipient. It is hidden from them at once, and from nobody else; if they had agreed to share it, they have declined now. A moderator may read it from then on, though it be private, and its parties are told when one has.',
      for: 'people',
      answers: { 204: { description: 'Reported, now or before' } },
      problems: ['not_found', 'withdrawn', 'too_many_requests', 'disk_full'],
    }),
    limitAnswering(services),
    path(ById),
    body(ReportReason, { 'with a reason': { reason: 'It makes fun of how I speak.' } }),
    async (c) => {
      const { person } = c.get('session')
      const { id } = c.req.valid('param')
      const report = { ...c.req.valid('json'), now: now().toISOString() }
      const outcome = await store.recognitions.report(id, person.id, report)
      if (outcome === 'same') return c.body(null, 204)
      if (outcome !== 'done') throw new Problem(outcome)
      await recordAct(services, c, {
        action: 'recognition.reported',
        actor: c.get('actor'),
        target: { kind: 'recognition', id },
      })
      return c.body(null, 204)
    },
  )
}
