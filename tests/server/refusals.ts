import { expect, test } from 'vitest'
import { PROBLEMS } from '../../shared/problem.ts'
import type { ProblemCode } from '../../shared/problem.ts'
import type { Ask, TestServer } from './test-server.ts'
import { ADMIN_TOKEN } from './test-server.ts'

/** Sees that an answer is a problem of that code, whole, and says nothing of what was sent. */
export async function expectProblem(answer: Response, code: ProblemCode, secret?: string): Promise<void> {
  const text = await answer.text()
  const document = JSON.parse(text)
  expect(document).toMatchObject({ code, status: PROBLEMS[code].status, title: PROBLEMS[code].title })
  expect(answer.status).toBe(PROBLEMS[code].status)
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  expect(answer.headers.get('x-request-id')).toBe(document.requestId)
  if (secret !== undefined) expect(text).not.toContain(secret)
}

interface Route {
  server: () => TestServer
  /** e.g. `PUT /api/v1/recognitions/...` */
  call: string
  whose: 'everyone' | 'people' | 'admins'
  /** A token that the route takes. */
  token?: () => string
  /** A token of the other kind, which it refuses. */
  otherToken?: () => string
  /** A body that the route takes, if it takes one. */
  json?: () => Record<string, unknown>
  /** Whether that body may be left out. */
  mayBeEmpty?: boolean
}

/** The refusals that every route has; call it within the route's `describe`. */
export function itRefuses({ server, call, whose, token, otherToken, json, mayBeEmpty }: Route): void {
  const ask = (asked: Ask) => server().ask(call, { ...(token && { token: token() }), ...asked })

  if (whose !== 'everyone') {
    test.each([undefined, '', 'not-a-token', `${ADMIN_TOKEN}x`, 'a b'])('token %j', async (bad) => {
      const headers: Record<string, string> = bad === undefined ? {} : { authorization: `Bearer ${bad}` }
      const body = json ? { json: json() } : {}
      await expectProblem(await server().ask(call, { headers, ...body }), 'signed_out', bad || undefined)
    })

    test('a token of the wrong kind', async () => {
      const body = json ? { json: json() } : {}
      await expectProblem(await ask({ ...body, token: otherToken?.() ?? '' }), 'forbidden')
    })
  }

  if (json) {
    test.each([
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/vnd.api+json',
      'application/jsonx',
    ])('a body of type %s', async (type) => {
      const answer = await ask({ text: JSON.stringify(json()), headers: { 'content-type': type } })
      await expectProblem(answer, 'unsupported_media_type')
    })

    test('a key that is not known', async () => {
      await expectProblem(await ask({ json: { ...json(), secretKey: 1 } }), 'invalid_request', 'secretKey')
      const proto = `{"__proto__":{},${JSON.stringify(json()).slice(1)}`
      const headers = { 'content-type': 'application/json' }
      await expectProblem(await ask({ text: proto, headers }), 'invalid_request')
    })

    const bodies = ['{"a', 'null', '[]', '"secret text"', ...(mayBeEmpty ? [] : [''])]
    test.each(bodies)('the body %s', async (text) => {
      const headers = { 'content-type': 'application/json' }
      await expectProblem(await ask({ text, headers }), 'invalid_request', 'secret text')
    })

    test('a body that is too large', async () => {
      await expectProblem(await ask({ json: { ...json(), more: 'x'.repeat(70_000) } }), 'too_large')
    })
  }
}
