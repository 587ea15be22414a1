import type { Context } from 'hono'
import { Hono } from 'hono'
import * as v from 'valibot'
import { Devices } from '../../shared/sign-in.ts'
import { Problem } from '../../shared/problem.ts'
import { operation } from '../http/operation.ts'
import { path } from '../http/validate.ts'
import type { PersonEnv } from '../identity/callers.ts'
import { forPeople } from '../identity/callers.ts'
import { recordAct } from '../observing/audit.ts'
import type { Services } from '../services.ts'
import type { Session } from '../stores/access-store.ts'

const ById = v.strictObject({ id: v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/, 'must be a session id')) })

/** Where the caller is signed in. */
export function deviceRoutes(services: Services): Hono<PersonEnv> {
  return new Hono<PersonEnv>().route('/', listRoute(services)).route('/', endRoutes(services))
}

function listRoute(services: Services): Hono<PersonEnv> {
  return new Hono<PersonEnv>().get(
    '/',
    operation({
      summary: 'The browsers that the caller is signed in with',
      for: 'people',
      answers: { 200: { description: 'The one used last first', schema: Devices } },
    }),
    forPeople(services),
    async (c) => {
      const { person, id: current } = c.get('session')
      const devices = await services.store.access.devices(person.id)
      const sessions = devices.map((device) => ({ ...device, current: device.id === current }))
      return c.json({ sessions } satisfies Devices)
    },
  )
}

async function end(
  services: Services,
  c: Context<PersonEnv>,
  { id, person }: Pick<Session, 'id' | 'person'>,
): Promise<boolean> {
  const isEnded = await services.store.access.endSession(person.id, id)
  if (isEnded)
    await recordAct(services, c, {
      action: 'session.ended',
      actor: c.get('actor'),
      target: { kind: 'session', id },
    })
  return isEnded
}

function endRoutes(services: Services): Hono<PersonEnv> {
  return new Hono<PersonEnv>()
    .delete(
      '/current',
      operation({
        summary: 'Sign out: ends the session of the token',
        for: 'people',
        answers: { 204: { description: 'Signed out' } },
        problems: ['disk_full'],
      }),
      forPeople(services),
      async (c) => {
        await end(services, c, c.get('session'))
        return c.body(null, 204)
      },
    )
    .delete(
      '/:id',
      operation({
        summary: 'End one of the caller’s sessions, e.g. on a browser that was lost',
        for: 'people',
        answers: { 204: { description: 'Signed out there' } },
        problems: ['not_found', 'disk_full'],
      }),
      forPeople(services),
      path(ById),
      async (c) => {
        const { person } = c.get('session')
        const isEnded = await end(services, c, { id: c.req.valid('param').id, person })
        if (!isEnded) throw new Problem('not_found')
        return c.body(null, 204)
      },
    )
}
