import type { Context } from 'hono'
import { Hono } from 'hono'
import * as v from 'valibot'
import { Problem } from '../../shared/problem.ts'
import { Recognition, RecognitionContent, RecognitionId } from '../../shared/recognition.ts'
import { THANKS } from '../http/examples.ts'
import { operation } from '../http/operation.ts'
import { limitSending, limitTakingBack } from '../http/rate-limits.ts'
import { answerProblem } from '../http/problems.ts'
import { body, path } from '../http/validate.ts'
import type { PersonEnv } from '../identity/callers.ts'
import { forPeople } from '../identity/callers.ts'
import type { Services } from '../services.ts'
import type { AcceptOutcome } from '../stores/recognition-store.ts'
import { answerRoutes } from './recognition-answers.ts'

type Enough = Extract<AcceptOutcome, { kind: 'enough_for_now' }>

const ById = v.strictObject({ id: RecognitionId })

/** Bright spots by their id, each for those who may see it. */
export function recognitionRoutes(services: Services): Hono<PersonEnv> {
  return new Hono<PersonEnv>()
    .use(forPeople(services))
    .route('/', putRoute(services))
    .route('/', getRoute(services))
    .route('/', deleteRoute(services))
    .route('/', answerRoutes(services))
}

/**
 * Idempotent for ever: the client makes the id once and may send as often as it likes.
 * The content is durable before the answer, and reaches its recipients `undoSeconds` later.
 */
function putRoute(services: Services): Hono<PersonEnv> {
  const { store, now, config, delivery } = services
  return new Hono<PersonEnv>().put(
    '/:id',
    operation({
      summary: 'Send a bright spot, under an id that the client makes once',
      description:
        'A refusal with `enough_for_now` says also which `limit` is reached (`minute`, `day`, `pair` or `newcomer`), and when the same would be accepted (`retryAt`).',
      for: 'people',
      answers: {
        201: { description: 'Accepted; delivered once the undo time is over', schema: Recognition },
        200: { description: 'The same was accepted before', schema: Recognition },
      },
      problems: [
        'withdrawn',
        'id_taken',
        'self_recipient',
        'unknown_recipient',
        'prefers_in_person',
        'unknown_value',
        'sending_suspended',
        'enough_for_now',
        'too_many_requests',
        'disk_full',
      ],
    }),
    limitSending(services),
    path(ById),
    body(RecognitionContent, THANKS),
    async (c) => {
      const recognition = { ...c.req.valid('json'), id: c.req.valid('param').id }
      const senderId = c.get('session').person.id
      if (recognition.recipients.includes(senderId)) throw new Problem('self_recipient')
      const sentAt = now()
      const outcome = await store.recognitions.accept({
        recognition,
        senderId,
        sentAt: sentAt.toISOString(),
        deliverAt: new Date(sentAt.getTime() + config.undoSeconds * 1000).toISOString(),
        limits: config.isLimited ? (await store.settings()).limits : null,
      })
      if (outcome.kind === 'enough_for_now') return answerEnough(c, outcome)
      if (!('recognition' in outcome)) throw new Problem(outcome.kind)
      delivery.dueAt(outcome.recognition.deliverAt)
      return c.json(outcome.recognition, outcome.kind === 'created' ? 201 : 200)
    },
  )
}

/** Which limit it is, and when the same would be accepted: the sender's own words are not repeated. */
function answerEnough(c: Context, { limit, retryAt }: Enough): Response {
  return answerProblem(c, new Problem('enough_for_now'), { limit, retryAt })
}

function getRoute({ store }: Services): Hono<PersonEnv> {
  return new Hono<PersonEnv>().get(
    '/:id',
    operation({
      summary: 'One bright spot, for its parties, and for colleagues when it is published',
      description:
        'Recipients see it once it is delivered. Colleagues see those recipients alone who agreed.',
      for: 'people',
      answers: { 200: { description: 'As the caller sees it', schema: Recognition } },
      problems: ['not_found', 'withdrawn'],
    }),
    path(ById),
    async (c) => {
      const outcome = await store.recognitions.find(c.req.valid('param').id, c.get('session').person.id)
      if (outcome.kind !== 'found') throw new Problem(outcome.kind)
      return c.json(outcome.recognition)
    },
  )
}

/**
 * Undo. It may overtake the PUT that it takes back (a slow network, an outbox that tries again), so it does not need to
 * find anything: it lays a tombstone under the caller's id, and a PUT that comes later is answered 410.
 */
function deleteRoute(services: Services): Hono<PersonEnv> {
  const { store, now } = services
  return new Hono<PersonEnv>().delete(
    '/:id',
    operation({
      summary: 'Take a bright spot back',
      description:
        'For its sender. Before delivery nobody ever sees it; afterwards it disappears from all inboxes. Also for an id that was not used yet: a PUT that arrives later is answered 410.',
      for: 'people',
      answers: { 204: { description: 'Taken back, now or before' } },
      problems: ['not_found', 'too_many_requests', 'disk_full'],
    }),
    limitTakingBack(services),
    path(ById),
    async (c) => {
      const { person } = c.get('session')
      const outcome = await store.recognitions.withdraw(
        c.req.valid('param').id,
        person.id,
        now().toISOString(),
      )
      if (outcome !== 'withdrawn') throw new Problem(outcome)
      return c.body(null, 204)
    },
  )
}
