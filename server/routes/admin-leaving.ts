import { Hono } from 'hono'
import * as v from 'valibot'
import { PersonId } from '../../shared/recognition.ts'
import { operation } from '../http/operation.ts'
import { limitErasing } from '../http/rate-limits.ts'
import { path, query } from '../http/validate.ts'
import type { AdminEnv } from '../identity/callers.ts'
import { forAdmins } from '../identity/callers.ts'
import { recordAct } from '../observing/audit.ts'
import { personOf } from '../people/person-outcome.ts'
import { unknownPerson } from '../people/unknown-person.ts'
import type { Services } from '../services.ts'
import type { Store } from '../stores/store.ts'

const ById = v.strictObject({ id: PersonId })
const LeavingQuery = v.strictObject({ erase: v.optional(v.picklist(['true', 'false'])) })

/** What becomes of people who leave. */
export function adminLeavingRoutes(services: Services): Hono<AdminEnv> {
  return new Hono<AdminEnv>().route('/', leaveRoute(services)).route('/', endSessionsRoute(services))
}

async function deactivate({ people }: Store, id: PersonId): Promise<void> {
  personOf(await people.update(id, { active: false }))
}

async function erase({ people }: Store, id: PersonId, now: Date): Promise<void> {
  if (!(await people.erase(id, now.toISOString()))) throw unknownPerson()
}

/** Whoever deactivates many by a script may go on; what nothing brings back is slower. */
function leaveRoute(services: Services): Hono<AdminEnv> {
  const { store, now } = services
  const limit = limitErasing(services)
  return new Hono<AdminEnv>().delete(
    '/:id',
    operation({
      summary: 'Deactivate a person, or erase them',
      description:
        'Ends their sessions and takes back their invites. What they gave stays with those who received it. PATCH `active` brings them back; with `erase=true` nothing does: all that identifies them is gone, and what they gave is from a former colleague.',
      for: 'admins',
      scope: 'people',
      answers: { 204: { description: 'Deactivated or erased, now or before' } },
      problems: ['not_found', 'too_many_requests', 'disk_full'],
    }),
    forAdmins(services, 'people'),
    path(ById),
    query(LeavingQuery),
    (c, next) => (c.req.valid('query').erase === 'true' ? limit(c, next) : next()),
    async (c) => {
      const { id } = c.req.valid('param')
      const isErased = c.req.valid('query').erase === 'true'
      await (isErased ? erase(store, id, now()) : deactivate(store, id))
      await recordAct(services, c, {
        action: isErased ? 'person.erased' : 'person.deactivated',
        actor: c.get('actor'),
        target: { kind: 'person', id },
      })
      return c.body(null, 204)
    },
  )
}

function endSessionsRoute(services: Services): Hono<AdminEnv> {
  const { store } = services
  return new Hono<AdminEnv>().delete(
    '/:id/sessions',
    operation({
      summary: 'Sign a person out everywhere',
      description: 'Ends their sessions and takes back their open invites, e.g. when a computer was lost.',
      for: 'admins',
      scope: 'people',
      answers: { 204: { description: 'Signed out' } },
      problems: ['not_found', 'disk_full'],
    }),
    forAdmins(services, 'people'),
    path(ById),
    async (c) => {
      const { id } = c.req.valid('param')
      const person = await store.people.find(id)
      if (!person || person.erasedAt !== null) throw unknownPerson()
      await store.access.endAllSessions(id)
      await recordAct(services, c, {
        action: 'person.signed_out',
        actor: c.get('actor'),
        target: { kind: 'person', id },
      })
      return c.body(null, 204)
    },
  )
}
