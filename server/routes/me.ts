import { Hono } from 'hono'
import { Me } from '../../shared/api.ts'
import { operation } from '../http/operation.ts'
import type { PersonEnv } from '../identity/callers.ts'
import { forPeople } from '../identity/callers.ts'
import type { Services } from '../services.ts'
import { asColleague } from '../stores/people-store.ts'

export function meRoutes(services: Services): Hono<PersonEnv> {
  return new Hono<PersonEnv>().get(
    '/',
    operation({
      summary: 'The person whose token this is',
      for: 'people',
      answers: { 200: { description: 'That person', schema: Me } },
    }),
    forPeople(services),
    (c) => c.json({ person: asColleague(c.get('session').person) } satisfies Me),
  )
}
