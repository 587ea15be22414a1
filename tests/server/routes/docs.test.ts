import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { listRoutes } from '../../../server/app.ts'
import type { TestServer } from '../test-server.ts'
import { openTestServer } from '../test-server.ts'

let server: TestServer
beforeEach(async () => {
  server = await openTestServer()
})
afterEach(() => server.close())

interface Operation {
  operationId: string
  summary: string
  security: object[]
  requestBody?: {
    content: Record<string, { schema: { additionalProperties?: boolean; required?: string[] } }>
  }
  parameters?: { name: string; in: string; required?: boolean; schema: object }[]
  responses: Record<string, { description: string; content?: Record<string, { schema: object }> }>
}

interface Document {
  openapi: string
  info: { title: string; version: string }
  paths: Record<string, Record<string, Operation>>
  components: { securitySchemes: object }
}

async function readDocument(): Promise<Document> {
  const answer = await server.ask('GET /openapi.json')
  expect(answer.headers.get('content-type')).toBe('application/json')
  return answer.json()
}

const operationsOf = ({ paths }: Document): [string, Operation][] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path}`,
      operation,
    ]),
  )

describe('openapi.json', () => {
  test('is OpenAPI 3.1 of all routes and no others', async () => {
    const document = await readDocument()
    expect(document.openapi).toMatch(/^3\.1\./)
    expect(document.info).toMatchObject({ title: 'Bright Spots API', version: expect.any(String) })
    const calls = operationsOf(document).map(([call]) => call)
    expect(calls.toSorted()).toEqual(listRoutes(server.app).toSorted())
    expect(calls).toContain('PUT /api/v1/recognitions/{id}')
  })

  test('each says what it is for, who may, and how it refuses', async () => {
    const operations = operationsOf(await readDocument())
    for (const [call, operation] of operations) {
      expect(operation.summary, call).toMatch(/^[A-Z]/)
      const statuses = Object.keys(operation.responses)
      expect(
        statuses.some((status) => /^[23]/.test(status)),
        call,
      ).toBe(true)
      for (const [status, { description, content }] of Object.entries(operation.responses)) {
        expect(description, call).not.toBe('')
        if (Number(status) >= 400)
          expect(Object.keys(content ?? {}), call).toEqual([
            call.includes(' /scim/') ? 'application/scim+json' : 'application/problem+json',
          ])
      }
      if (operation.security.length > 0)
        expect(statuses, call).toEqual(expect.arrayContaining(['401', '403']))
      for (const [, name] of call.matchAll(/\{(\w+)\}/g))
        expect(operation.parameters, call).toContainEqual(
          expect.objectContaining({ name, in: 'path', required: true }),
        )
    }
    const ids = operations.map(([, { operationId }]) => operationId)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('each for admins says which scope opens it', async () => {
    const scopesOf = (operation: Operation) => JSON.stringify(operation.security)
    const scopes = new Map(
      operationsOf(await readDocument()).map(([call, operation]) => [call, scopesOf(operation)]),
    )
    expect(scopes.get('GET /api/v1/admin/people')).toBe('[{"token":["admin","people"]}]')
    expect(scopes.get('POST /api/v1/admin/tokens')).toBe('[{"token":["admin"]}]')
    expect(scopes.get('GET /api/v1/me')).toBe('[{"token":[]}]')
    for (const [call, scope] of scopes) if (call.includes('/admin/')) expect(scope, call).toContain('"admin"')
  })

  test('has the bodies that are validated', async () => {
    const { paths } = await readDocument()
    const put = paths['/api/v1/recognitions/{id}']?.['put']
    expect(put?.requestBody?.content['application/json']?.schema).toMatchObject({
      required: ['recipients', 'message', 'values', 'visibility', 'context'],
      additionalProperties: false,
    })
    expect(put?.responses['422']?.description).toBe(
      '`id_taken`, `self_recipient`, `unknown_recipient`, `prefers_in_person`, `unknown_value`',
    )
    const changes = paths['/api/v1/changes']?.['get']
    expect(changes?.parameters?.map(({ name }) => name)).toEqual(['since', 'limit', 'wait'])
    const csv = paths['/api/v1/admin/people/import']?.['post']
    expect(Object.keys(csv?.requestBody?.content ?? {})).toEqual(['text/csv'])
  })
})

describe('/docs', () => {
  test('loads all that it needs from here, under a policy that allows no more', async () => {
    const answer = await server.ask('GET /docs')
    expect(answer.headers.get('content-security-policy')).toContain("script-src 'self';")
    const page = await answer.text()
    const addresses = Array.from(page.matchAll(/(?:src|href)="(docs[^"]+)"/g), ([, address]) => address)
    expect(addresses).toHaveLength(3)
    for (const address of addresses) {
      const file = await server.ask(`GET /${address}`)
      expect(file.status).toBe(200)
      expect(file.headers.get('content-type')).toMatch(/^text\/(css|javascript)/)
    }
    expect(page).not.toMatch(/<script>|https?:/)
  })

  test('shows no other file', async () => {
    for (const path of ['package.json', '../package.json', '%2e%2e/package.json', 'index.html'])
      expect((await server.ask(`GET /docs/${path}`)).status).toBe(404)
  })
})

describe('what seldom changes', () => {
  test.each(['/openapi.json', '/docs', '/docs/swagger-ui.css', '/docs/start.js', '/api/v1/server'])(
    '%s is sent once, and then only when it changed',
    async (path) => {
      const first = await server.ask(`GET ${path}`)
      expect(first.headers.get('cache-control')).toBe('no-cache')
      const tag = first.headers.get('etag') ?? ''
      expect(tag).toMatch(/^(W\/)?"[\da-f]+"$/)
      const origin = 'moz-extension://12345678-1234-1234-1234-123456789abc'
      const again = await server.ask(`GET ${path}`, { headers: { 'if-none-match': tag, origin } })
      expect(again.status).toBe(304)
      expect(await again.text()).toBe('')
      expect(again.headers.get('etag')).toBe(tag)
      expect(again.headers.get('x-request-id')).not.toBeNull()
      expect(again.headers.get('access-control-allow-origin')).toBe(origin)
      const other = await server.ask(`GET ${path}`, { headers: { 'if-none-match': '"0"' } })
      expect(other.status).toBe(200)
      expect((await other.text()).length).toBeGreaterThan(10)
    },
  )

  test('is sent anew when the values change', async () => {
    const tag = async () => (await server.ask('GET /api/v1/server')).headers.get('etag')
    const before = await tag()
    await server.store.changeSettings({ values: [{ id: 'kind', name: 'Kind' }] })
    expect(await tag()).not.toBe(before)
  })

  test('is nothing that is about people', async () => {
    const answer = await server.ask('GET /api/v1/me')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('etag')).toBeNull()
  })
})
