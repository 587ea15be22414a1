import { Hono } from 'hono'
import * as v from 'valibot'
import { operation } from '../http/operation.ts'
import type { AdminEnv } from '../identity/callers.ts'
import { forAdmins } from '../identity/callers.ts'
import type { Services } from '../services.ts'

const Teams = v.object({
  teams: v.array(v.object({ name: v.string(), people: v.number(), facesCustomers: v.boolean() })),
})
type Teams = v.InferOutput<typeof Teams>

export function adminTeamRoutes(services: Services): Hono<AdminEnv> {
  const { store } = services
  return new Hono<AdminEnv>().get(
    '/',
    operation({
      summary: 'The teams that people are in, and which of them face customers',
      description: 'By name. `customerTeams` of PATCH /api/v1/admin/settings says which face customers.',
      for: 'admins',
      scope: 'people',
      answers: { 200: { description: 'The teams, with how many active people are in each', schema: Teams } },
    }),
    forAdmins(services, 'people'),
    async (c) => {
      const [teams, settings] = await Promise.all([store.people.teams(), store.settings()])
      const facing = new Set(settings.customerTeams)
      return c.json({
        teams: teams.map((team) => ({ ...team, facesCustomers: facing.has(team.name) })),
      } satisfies Teams)
    },
  )
}
