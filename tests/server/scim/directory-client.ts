import { expect } from 'vitest'
import type { Ask, TestServer } from '../test-server.ts'
import { ADMIN_TOKEN } from '../test-server.ts'

export const USER = 'urn:ietf:params:scim:schemas:core:2.0:User'
export const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
export const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error'
const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

/** Asks as a directory does: in SCIM's media type, with an admin token. */
export function directoryOf(server: TestServer) {
  function ask(call: string, json?: unknown, more: Ask = {}): Promise<Response> {
    const [method, path] = call.split(' ', 2)
    const body = json === undefined ? {} : { text: JSON.stringify(json) }
    const headers = {
      'content-type': 'application/scim+json; charset=utf-8',
      accept: 'application/scim+json',
    }
    return server.ask(`${method} /scim/v2${path}`, { token: ADMIN_TOKEN, headers, ...body, ...more })
  }

  /** Of the audit log, oldest first. */
  async function acts() {
    const { entries } = await server.store.audit.list({ limit: 1000 })
    return entries
      .toReversed()
      .map(({ action, actor, target, details }) => ({ action, actor, target, details }))
  }

  return {
    ask,
    acts,
    find: (filter: string) => ask(`GET /Users?filter=${encodeURIComponent(filter)}`),
    patch: (id: string, ...Operations: object[]) =>
      ask(`PATCH /Users/${id}`, { schemas: [PATCH_OP], Operations }),
    async add(userName: string, more: object = {}) {
      const answer = await ask('POST /Users', { schemas: [USER], userName, ...more })
      expect(answer.status).toBe(201)
      return answer.json()
    },
  }
}

export type Directory = ReturnType<typeof directoryOf>

/** Sees that an answer is an error as SCIM has it. */
export async function expectScimError(
  answer: Response,
  status: number,
  { scimType, secret }: { scimType?: string; secret?: string } = {},
): Promise<void> {
  const text = await answer.text()
  const error = JSON.parse(text)
  expect(error).toMatchObject({ schemas: [ERROR], status: String(status), detail: expect.any(String) })
  expect(answer.status).toBe(status)
  expect(error.scimType).toBe(scimType)
  expect(answer.headers.get('content-type')).toBe('application/scim+json')
  expect(answer.headers.get('x-request-id')).toBeTruthy()
  if (secret !== undefined) expect(text).not.toContain(secret)
}
