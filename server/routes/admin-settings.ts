import { Hono } from 'hono'
import * as v from 'valibot'
import { CompanyValue, ValueId } from '../../shared/recognition.ts'
import { operation } from '../http/operation.ts'
import { body } from '../http/validate.ts'
import type { AdminEnv } from '../identity/callers.ts'
import { forAdmins } from '../identity/callers.ts'
import { recordAct } from '../observing/audit.ts'
import { ProfileTeam, ValueName } from '../people/schemas.ts'
import type { Services } from '../services.ts'
import type { Settings } from '../stores/store.ts'

const RETENTION_MAX_DAYS = 3650
const DAYS_RULE = `must be a whole number from 1 to ${RETENTION_MAX_DAYS}, or null`
const VALUES_ON_OFFER_MAX = 50
const CUSTOMER_TEAMS_MAX = 500

const Days = v.nullable(
  v.pipe(
    v.number(),
    v.integer(DAYS_RULE),
    v.minValue(1, DAYS_RULE),
    v.maxValue(RETENTION_MAX_DAYS, DAYS_RULE),
  ),
)

const SettingsShown = v.object({
  /** In the order in which they are offered. */
  values: v.array(CompanyValue),
  /** The teams that face customers, by name. */
  customerTeams: v.array(v.string()),
  /** After so many days something is forgotten; null for never. */
  retention: v.object({ recognitions: v.nullable(v.number()), audit: v.nullable(v.number()) }),
  /** How many bright spots one person can send; null for as many as they like. */
  limits: v.object({
    perMinute: v.nullable(v.number()),
    perDay: v.nullable(v.number()),
    perPairPerWeek: v.nullable(v.number()),
    newcomers: v.nullable(v.object({ days: v.number(), perDay: v.number() })),
  }),
})
type SettingsShown = v.InferOutput<typeof SettingsShown>

const isDistinct = (names: string[]) => new Set(names).size === names.length

const MOST_RULE = 'must be a whole number from 1 to 10000, or null'
const Most = v.pipe(v.number(), v.integer(MOST_RULE), v.minValue(1, MOST_RULE), v.maxValue(10_000, MOST_RULE))

const LimitsPatch = v.strictObject({
  perMinute: v.exactOptional(v.nullable(Most)),
  perDay: v.exactOptional(v.nullable(Most)),
  perPairPerWeek: v.exactOptional(v.nullable(Most)),
  newcomers: v.exactOptional(v.nullable(v.strictObject({ days: Most, perDay: Most }))),
})

const SettingsPatch = v.strictObject({
  values: v.exactOptional(
    v.pipe(
      v.array(v.strictObject({ id: ValueId, name: ValueName })),
      v.maxLength(VALUES_ON_OFFER_MAX, `must have at most ${VALUES_ON_OFFER_MAX} entries`),
      v.check((values) => isDistinct(values.map(({ id }) => id)), 'must not repeat an id'),
    ),
  ),
  customerTeams: v.exactOptional(
    v.pipe(
      v.array(ProfileTeam),
      v.maxLength(CUSTOMER_TEAMS_MAX, `must have at most ${CUSTOMER_TEAMS_MAX} entries`),
      v.check(isDistinct, 'must not repeat'),
    ),
  ),
  retention: v.exactOptional(
    v.strictObject({ recognitions: v.exactOptional(Days), audit: v.exactOptional(Days) }),
  ),
  limits: v.exactOptional(LimitsPatch),
})

function shown({ values, customerTeams, retention, limits }: Settings): SettingsShown {
  return { values: [...values], customerTeams: [...customerTeams], retention, limits }
}

/** What an organisation chooses for itself. */
export function adminSettingsRoutes(services: Services): Hono<AdminEnv> {
  return new Hono<AdminEnv>()
    .use(forAdmins(services, 'settings'))
    .route('/', getRoute(services))
    .route('/', changeRoute(services))
}

function getRoute({ store }: Services): Hono<AdminEnv> {
  return new Hono<AdminEnv>().get(
    '/',
    operation({
      summary: 'What the organisation chose for itself',
      for: 'admins',
      scope: 'settings',
      answers: { 200: { description: 'The settings', schema: SettingsShown } },
    }),
    async (c) => c.json(shown(await store.settings())),
  )
}

function changeRoute(services: Services): Hono<AdminEnv> {
  const { store } = services
  return new Hono<AdminEnv>().patch(
    '/',
    operation({
      summary: 'Change settings; what the body does not name stays',
      description:
        'Retention, in days, is off unless it is set: bright spots and entries of the audit log that are older are forgotten, within a day, for good.',
      for: 'admins',
      scope: 'settings',
      answers: { 200: { description: 'The settings as they are now', schema: SettingsShown } },
      problems: ['disk_full'],
    }),
    body(SettingsPatch, {
      'a shorter list of values': {
        values: [
          { id: 'helpful', name: 'Helpful' },
          { id: 'kind', name: 'Kind' },
        ],
      },
      'who faces customers': { customerTeams: ['Support', 'Sales'] },
      'at most three a week to one person': { limits: { perPairPerWeek: 3 } },
      'forgotten after a year': { retention: { recognitions: 365, audit: 365 } },
    }),
    async (c) => {
      const { retention, limits, ...patch } = c.req.valid('json')
      const before = await store.settings()
      const settings = await store.changeSettings({
        ...patch,
        ...(retention && { retention: { ...before.retention, ...retention } }),
        ...(limits && { limits: { ...before.limits, ...limits } }),
      })
      await recordAct(services, c, {
        action: 'settings.changed',
        actor: c.get('actor'),
        target: null,
        details: changeDetails(c.req.valid('json')),
      })
      return c.json(shown(settings))
    },
  )
}

/** Which were changed, and how long things are kept now. */
function changeDetails(patch: v.InferOutput<typeof SettingsPatch>): Record<string, string> {
  const periods = Object.entries(patch.retention ?? {})
  return {
    settings: Object.keys(patch).toSorted().join(','),
    ...Object.fromEntries(periods.map(([name, days]) => [name, days === null ? 'for ever' : `${days} days`])),
  }
}
