import { Hono } from 'hono'
import { v7 as uuidv7 } from 'uuid'
import * as v from 'valibot'
import { NAME_MAX_LENGTH } from '../../shared/limits.ts'
import { Problem } from '../../shared/problem.ts'
import { line } from '../../shared/recognition.ts'
import { operation } from '../http/operation.ts'
import { body, path } from '../http/validate.ts'
import { newMadeToken } from '../identity/admin-token.ts'
import type { AdminEnv } from '../identity/callers.ts'
import { forAdmins } from '../identity/callers.ts'
import { hashSecret } from '../identity/tokens.ts'
import { recordAct } from '../observing/audit.ts'
import type { Services } from '../services.ts'
import { SCOPES } from '../stores/admin-token-store.ts'

const DAY_MS = 86_400_000
const TOKEN_MAX_DAYS = 365
const DAYS_RULE = `must be a whole number from 1 to ${TOKEN_MAX_DAYS}`

const NewToken = v.strictObject({
  name: line(NAME_MAX_LENGTH),
  scopes: v.pipe(
    v.array(v.picklist(SCOPES)),
    v.minLength(1, 'must have at least 1 entry'),
    v.check((scopes) => new Set(scopes).size === scopes.length, 'must not repeat'),
  ),
  expiresInDays: v.pipe(
    v.number(),
    v.integer(DAYS_RULE),
    v.minValue(1, DAYS_RULE),
    v.maxValue(TOKEN_MAX_DAYS, DAYS_RULE),
  ),
})

const TokenInfo = v.object({
  id: v.string(),
  name: v.string(),
  scopes: v.array(v.picklist(SCOPES)),
  createdAt: v.string(),
  expiresAt: v.string(),
  /** To the day or so; null until it is used. */
  lastUsedAt: v.nullable(v.string()),
})

const MadeToken = v.object({ ...TokenInfo.entries, token: v.string() })
type MadeToken = v.InferOutput<typeof MadeToken>

const Tokens = v.object({ tokens: v.array(TokenInfo) })
type Tokens = v.InferOutput<typeof Tokens>

/** Tokens for programs, e.g. that of an HR system; no such token makes or ends any. */
export function adminTokenRoutes(services: Services): Hono<AdminEnv> {
  return new Hono<AdminEnv>()
    .use(forAdmins(services, null))
    .route('/', makeRoute(services))
    .route('/', listRoute(services))
    .route('/', endRoute(services))
}

function makeRoute(services: Services): Hono<AdminEnv> {
  const { store, now } = services
  return new Hono<AdminEnv>().post(
    '/',
    operation({
      summary: 'Make an admin token with scopes and an end',
      description:
        'The token is shown here alone; the server keeps a hash of it. `people`: the directory. `read`: what was published. `moderate`: reports. `settings`: the choices of the organisation, and the audit log.',
      for: 'admins',
      scope: null,
      answers: { 201: { description: 'The token', schema: MadeToken } },
      problems: ['disk_full'],
    }),
    body(NewToken, { 'for an HR system': { name: 'HR system', scopes: ['people'], expiresInDays: 90 } }),
    async (c) => {
      const { name, scopes, expiresInDays } = c.req.valid('json')
      const time = now()
      const expiresAt = new Date(time.getTime() + expiresInDays * DAY_MS).toISOString()
      const record = {
        id: uuidv7(),
        name,
        scopes,
        createdAt: time.toISOString(),
        expiresAt,
        lastUsedAt: null,
      }
      const token = newMadeToken()
      await store.adminTokens.add({ ...record, tokenHash: hashSecret(token) })
      await recordAct(services, c, {
        action: 'token.made',
        actor: c.get('actor'),
        target: { kind: 'token', id: record.id },
        details: { scopes: scopes.join(','), expiresAt },
      })
      return c.json({ ...record, token } satisfies MadeToken, 201)
    },
  )
}

function listRoute({ store }: Services): Hono<AdminEnv> {
  return new Hono<AdminEnv>().get(
    '/',
    operation({
      summary: 'The admin tokens that were made, expired ones too',
      for: 'admins',
      scope: null,
      answers: { 200: { description: 'What they may do, and until when; never the tokens', schema: Tokens } },
    }),
    async (c) => {
      const tokens = await store.adminTokens.list()
      return c.json({
        tokens: tokens.map(({ scopes, ...token }) => ({ ...token, scopes: [...scopes] })),
      } satisfies Tokens)
    },
  )
}

function endRoute(services: Services): Hono<AdminEnv> {
  return new Hono<AdminEnv>().delete(
    '/:id',
    operation({
      summary: 'End an admin token',
      for: 'admins',
      scope: null,
      answers: { 204: { description: 'It opens nothing any more' } },
      problems: ['not_found', 'disk_full'],
    }),
    path(v.strictObject({ id: v.pipe(v.string(), v.uuid('must be the id of a token')) })),
    async (c) => {
      const { id } = c.req.valid('param')
      if (!(await services.store.adminTokens.remove(id)))
        throw new Problem('not_found', 'No token has this id: list them with GET /api/v1/admin/tokens')
      await recordAct(services, c, {
        action: 'token.ended',
        actor: c.get('actor'),
        target: { kind: 'token', id },
      })
      return c.body(null, 204)
    },
  )
}
