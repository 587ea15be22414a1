import { Hono } from 'hono'
import * as v from 'valibot'
import { Problem } from '../../shared/problem.ts'
import { RecognitionId } from '../../shared/recognition.ts'
import { operation } from '../http/operation.ts'
import { body, path } from '../http/validate.ts'
import type { AdminEnv } from '../identity/callers.ts'
import { personIn } from '../identity/callers.ts'
import { recordAct } from '../observing/audit.ts'
import { refuseBeyondToken } from '../people/token-bounds.ts'
import type { Services } from '../services.ts'
import type { Actor } from '../stores/audit-store.ts'
import type { DecideOutcome } from '../stores/moderation-store.ts'

const ById = v.strictObject({ id: RecognitionId })
export const OUTCOMES = ['kept', 'hidden'] as const

const Decision = v.pipe(
  v.strictObject({
    outcome: v.picklist(OUTCOMES),
    /** Whether its sender may send nothing from now on; `PATCH /api/v1/admin/people/{id}` lifts it. */
    suspendSender: v.exactOptional(v.boolean()),
    /** Whether this may change a decision that was made. */
    anew: v.exactOptional(v.boolean()),
  }),
  v.forward(
    v.check(
      ({ outcome, suspendSender }) => outcome === 'hidden' || !suspendSender,
      'must go with the outcome hidden: nobody is suspended for what is kept',
    ),
    ['suspendSender'],
  ),
)

/** Throws when a token would suspend an admin, whom it could not let send again. */
async function refuseToSuspend({ store }: Services, actor: Actor, id: string, now: string): Promise<void> {
  const known = await store.moderation.find(id)
  const sender = known && (await store.people.find(known.senderId))
  if (sender) refuseBeyondToken(actor, { suspendedAt: now }, sender)
}

function refuseUnlessDone(outcome: DecideOutcome): void {
  if (outcome === 'unread')
    throw new Problem('conflict', 'There is a report to be read first: GET /api/v1/admin/reports/{id}')
  if (outcome === 'decided')
    throw new Problem('conflict', 'It is decided already: send "anew": true to change the decision')
  if (outcome !== 'done') throw new Problem(outcome)
}

/** What moderators decide of what was reported. */
export function decisionRoute(services: Services): Hono<AdminEnv> {
  const { store, now } = services
  return new Hono<AdminEnv>().post(
    '/:id/decision',
    operation({
      summary: 'Keep or hide what was reported, and suspend its sender’s sending if need be',
      description:
        'After every report on it was read. Hidden, it is gone for everybody but its sender, who may be suspended; they receive and read as ever, and what they have on its way waits until they may send again. Its sender and whoever reported it see the outcome. What is decided is a `conflict` until somebody reports it again, unless `anew` is true: to keep what was hidden brings it back. A token suspends no admins, and nobody decides what they sent or received themselves.',
      for: 'admins',
      scope: 'moderate',
      answers: { 204: { description: 'Decided' } },
      problems: ['not_found', 'conflict', 'disk_full'],
    }),
    path(ById),
    body(Decision, {
      keep: { outcome: 'kept' },
      hide: { outcome: 'hidden', suspendSender: true },
      'bring back': { outcome: 'kept', anew: true },
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      const { outcome, suspendSender = false, anew = false } = c.req.valid('json')
      const actor = c.get('actor')
      const at = now().toISOString()
      if (suspendSender) await refuseToSuspend(services, actor, id, at)
      const decision = { outcome, suspendSender, anew, now: at, exceptParty: personIn(actor) }
      refuseUnlessDone(await store.moderation.decide(id, decision))
      await recordAct(services, c, {
        action: `report.${outcome}`,
        actor,
        target: { kind: 'recognition', id },
        details: suspendSender ? { sender: 'suspended' } : {},
      })
      return c.body(null, 204)
    },
  )
}
