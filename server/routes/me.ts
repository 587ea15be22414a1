import { Hono } from 'hono'
import { Me } from '../../shared/api.ts'
import { MUTED_MAX } from '../../shared/limits.ts'
import { type Preferences, type PreferencesChange, PreferencesPatch } from '../../shared/preferences.ts'
import { Problem } from '../../shared/problem.ts'
import { operation } from '../http/operation.ts'
import { limitExporting, limitLeaving } from '../http/rate-limits.ts'
import { body } from '../http/validate.ts'
import type { PersonEnv } from '../identity/callers.ts'
import { forPeople } from '../identity/callers.ts'
import { recordAct } from '../observing/audit.ts'
import { exportOf, PersonExport } from '../people/export.ts'
import type { Services } from '../services.ts'
import { asColleague, type PersonRecord } from '../stores/people-store.ts'

/** What concerns the caller as a person: who they are, all that is kept of them, and leaving. */
export function meRoutes(services: Services): Hono<PersonEnv> {
  return new Hono<PersonEnv>()
    .route('/', getRoute(services))
    .route('/', changeRoute(services))
    .route('/', exportRoute(services))
    .route('/', leaveRoute(services))
}

function getRoute(services: Services): Hono<PersonEnv> {
  return new Hono<PersonEnv>().get(
    '/',
    operation({
      summary: 'The person whose token this is',
      for: 'people',
      answers: { 200: { description: 'That person', schema: Me } },
    }),
    forPeople(services),
    (c) => {
      const { person } = c.get('session')
      return c.json(meOf(person))
    },
  )
}

function meOf(person: PersonRecord): Me {
  const { role, preferences, suspendedAt } = person
  return { person: asColleague(person), role, preferences, ...(suspendedAt ? { suspended: true } : {}) }
}

function changeRoute(services: Services): Hono<PersonEnv> {
  return new Hono<PersonEnv>().patch(
    '/',
    operation({
      summary: 'Change what you prefer; what the body does not name stays',
      description:
        'Whether public ones are shared with colleagues (always, ask, never), whether you receive any, whom you mute (`mute`) or hear again (`unmute`), one at a time, until when and in which hours you want no notices. Nobody learns of it, but for whether you receive any: colleagues are told that you prefer thanks in person. What they sent before you said so still comes.',
      for: 'people',
      answers: { 200: { description: 'You, as you are now', schema: Me } },
      problems: ['disk_full'],
    }),
    forPeople(services),
    body(PreferencesPatch, {
      'share with colleagues': { preferences: { share: 'always' } },
      'thanks in person': { preferences: { receives: false } },
      'mute a sender': { preferences: { mute: '018f3b6e-0000-7000-8000-000000000000' } },
      'quiet evenings': { preferences: { quietHours: { from: '18:00', to: '08:00', weekends: true } } },
    }),
    async (c) => {
      const { id, preferences: before } = c.get('session').person
      const change = c.req.valid('json').preferences
      refuseTooMany(before, change)
      const person = await services.store.people.prefer(id, change)
      if (!person) throw new Problem('signed_out')
      return c.json(meOf(person))
    },
  )
}

/** Approximately: two devices at once may mute one more each. */
function refuseTooMany({ muted }: Preferences, { mute }: PreferencesChange): void {
  if (mute !== undefined && muted.length >= MUTED_MAX && !muted.includes(mute))
    throw new Problem('invalid_request', `preferences.mute must be one of at most ${MUTED_MAX} people`)
}

function exportRoute(services: Services): Hono<PersonEnv> {
  return new Hono<PersonEnv>().get(
    '/export',
    operation({
      summary: 'All that is kept of the caller, as one file',
      description:
        'Who they are, what colleagues said of their handles, their devices, all that they sent and received, what they said ‘me too’ of or reported, and what the audit log has by them or about them.',
      for: 'people',
      answers: { 200: { description: 'A file to keep', schema: PersonExport } },
      problems: ['too_many_requests'],
    }),
    forPeople(services),
    limitExporting(services),
    async (c) => {
      c.header('content-disposition', 'attachment; filename="bright-spots.json"')
      return c.json(await exportOf(services, c.get('session').person))
    },
  )
}

/** The act is recorded first: whoever is gone can do it no second time. */
function leaveRoute(services: Services): Hono<PersonEnv> {
  const { store, now } = services
  return new Hono<PersonEnv>().delete(
    '/',
    operation({
      summary: 'Leave for good',
      description:
        'Everything that identifies the caller is erased, on all their devices too, and nothing brings it back. What they gave stays with those who received it, as from a former colleague.',
      for: 'people',
      answers: { 204: { description: 'Gone, and signed out everywhere' } },
      problems: ['too_many_requests', 'disk_full'],
    }),
    forPeople(services),
    limitLeaving(services),
    async (c) => {
      const { id } = c.get('session').person
      await recordAct(services, c, {
        action: 'person.left',
        actor: c.get('actor'),
        target: { kind: 'person', id },
      })
      await store.people.erase(id, now().toISOString())
      return c.body(null, 204)
    },
  )
}
