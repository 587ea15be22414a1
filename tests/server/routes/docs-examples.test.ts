import { afterEach, beforeEach, expect, test } from 'vitest'
import { v7 as uuidv7 } from 'uuid'
import { EXAMPLE_IDS, SIGNING_IN } from '../../../server/http/examples.ts'
import { readRoutes } from '../access/document.ts'
import type { MailServer } from '../mail/mail-server.ts'
import { openMailServer } from '../mail/mail-server.ts'
import type { SignedIn, TestServer } from '../test-server.ts'
import { ADMIN_TOKEN, newSpot, openTestServer } from '../test-server.ts'
import { undocumentedIn } from '../visibility/documented.ts'

interface Body {
  example?: unknown
  examples?: Record<string, { value: unknown }>
}

interface Operation {
  security: { token?: string[] }[]
  requestBody?: { content: Record<string, Body> }
  parameters?: { name: string; in: string; required?: boolean; example?: string }[]
}

interface Call {
  call: string
  operation: Operation
}

/** What no made-up code opens, and what needs a provider. */
const REFUSED = new Map([
  ['POST /api/v1/sessions with a code by e-mail', 'code_expired'],
  ['POST /api/v1/sessions with the account of the organisation', 'code_expired'],
  ['GET /api/v1/sessions/oidc', 'not_found'],
  ['GET /api/v1/sessions/oidc/callback', 'not_found'],
])

async function readOperations(): Promise<Call[]> {
  const server = await openTestServer()
  const { paths } = await (await server.ask('GET /openapi.json')).json()
  await server.close()
  return Object.entries<Record<string, Operation>>(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      call: `${method.toUpperCase()} ${path}`,
      operation,
    })),
  )
}

const operations = await readOperations()
const routes = await readRoutes()

interface Case extends Call {
  title: string
  media?: string
  value?: unknown
}

/** One for each example of a body, and one for each operation that takes none. */
function casesOf({ call, operation }: Call): Case[] {
  const [content] = Object.entries(operation.requestBody?.content ?? {})
  if (!content) return [{ title: call, call, operation }]
  const [media, { example, examples }] = content
  const named = Object.entries(examples ?? { '': { value: example } })
  return named.map(([name, { value }]) => ({
    title: `${call} ${name}`.trim(),
    call,
    operation,
    media,
    value,
  }))
}

function addressOf({ call, operation }: Case): string {
  const query = new URLSearchParams()
  let address = call
  for (const { name, in: where, required, example } of operation.parameters ?? [])
    if (where === 'path') address = address.replace(`{${name}}`, encodeURIComponent(example ?? ''))
    else if (required) query.set(name, example ?? '')
  return query.size === 0 ? address : `${address}?${query.toString()}`
}

let mails: MailServer
let server: TestServer
let noor: SignedIn
let grace: SignedIn

beforeEach(async () => {
  mails = await openMailServer()
  server = await openTestServer({
    mail: mails.settings,
    publicUrl: 'https://thanks.corp.example',
    allowedDomains: new Set(['corp.example']),
  })
  noor = await server.addPerson('Noor')
  grace = await server.addPerson('Grace')
})
afterEach(async () => {
  await server.close()
  await mails.close()
})

const make = async (call: string, token: string, json?: unknown) =>
  (await server.ask(call, { token, ...(json === undefined ? {} : { json }) })).text()

/** The id of a public bright spot from Grace, to Noor unless it says otherwise, delivered. */
async function makeSpot(recipientId = noor.id): Promise<string> {
  const { id, json } = newSpot([recipientId], { visibility: 'public' })
  await make(`PUT /api/v1/recognitions/${id}`, grace.token, json)
  await server.passUndoTime()
  return id
}

/** The id of one between others, shared with colleagues. */
async function makeShared(): Promise<string> {
  const ben = await server.addPerson('Ben')
  const id = await makeSpot(ben.id)
  await make(`POST /api/v1/recognitions/${id}/publication`, ben.token, { publish: true })
  return id
}

/** The id of one that Noor reported, and that a moderator has read. */
async function makeReported(): Promise<string> {
  const id = await makeSpot()
  await make(`POST /api/v1/recognitions/${id}/report`, noor.token, { reason: 'It makes fun of me.' })
  await make(`GET /api/v1/admin/reports/${id}`, ADMIN_TOKEN)
  return id
}

/** The one that the call is about. */
async function makeSpotFor(call: string): Promise<string> {
  if (/^(PUT|DELETE) /.test(call)) return uuidv7()
  if (call.includes('/admin/reports/')) return makeReported()
  return call.endsWith('/me-too') ? makeShared() : makeSpot()
}

async function makeHandle(): Promise<string> {
  const json = { tool: 'gitlab', origin: 'https://git.corp.example', handle: 'nhaddad', person: noor.id }
  await make('POST /api/v1/people/handles', grace.token, json)
  return JSON.parse(await make('GET /api/v1/me/handles', noor.token)).handles[0].id
}

async function makeToken(): Promise<string> {
  const json = { name: 'a test', scopes: ['people'], expiresInDays: 1 }
  return JSON.parse(await make('POST /api/v1/admin/tokens', ADMIN_TOKEN, json)).id
}

async function makeInvite(): Promise<string> {
  return JSON.parse(await make(`POST /api/v1/admin/people/${grace.id}/invite`, ADMIN_TOKEN)).code
}

const findSession = async () => JSON.parse(await make('GET /api/v1/sessions', noor.token)).sessions[0].id

/** What is there, for each id and code of the examples. Noor makes the calls. */
async function seed(call: string): Promise<[string, string][]> {
  return [
    [EXAMPLE_IDS.person, grace.id],
    [EXAMPLE_IDS.manager, noor.id],
    [EXAMPLE_IDS.recognition, await makeSpotFor(call)],
    [EXAMPLE_IDS.handle, await makeHandle()],
    [EXAMPLE_IDS.token, await makeToken()],
    [EXAMPLE_IDS.session, await findSession()],
    [SIGNING_IN['with an invite']?.code ?? '', await makeInvite()],
  ]
}

function tokenFor({ security: [security] }: Operation): { token?: string } {
  if (!security) return {}
  return { token: security.token?.includes('admin') ? ADMIN_TOKEN : noor.token }
}

async function send(example: Case): Promise<Response> {
  const seeded = await seed(example.call)
  const fill = (text: string) => seeded.reduce((filled, [from, to]) => filled.replaceAll(from, to), text)
  const { media, value, operation } = example
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return server.ask(fill(addressOf(example)), {
    ...tokenFor(operation),
    ...(media === undefined ? {} : { text: fill(text), headers: { 'content-type': media } }),
  })
}

/** What an answer holds that the document does not say. */
function undocumented({ call }: Case, text: string): string[] {
  const [answer] = routes.find((route) => route.call === call)?.answers ?? []
  return answer?.media.endsWith('json') ? undocumentedIn(JSON.parse(text), answer.schema) : []
}

test.each(operations.flatMap(casesOf))('$title does as its example says', async (example) => {
  const answer = await send(example)
  const refusal = REFUSED.get(example.title)
  const text = await answer.text()
  if (refusal !== undefined) return expect(JSON.parse(text).code).toBe(refusal)
  expect([200, 201, 202, 204], text.slice(0, 500)).toContain(answer.status)
  expect(undocumented(example, text)).toEqual([])
})

test('all that an operation needs has an example', () => {
  for (const { call, operation } of operations) {
    for (const { required, name, example } of operation.parameters ?? [])
      if (required) expect(example, `${call} ${name}`).toBeTruthy()
    for (const { example, examples = {} } of Object.values(operation.requestBody?.content ?? {}))
      expect(example === undefined ? Object.keys(examples) : [example], call).not.toEqual([])
  }
})

test('what is refused is among them', () => {
  const titles = operations.flatMap(casesOf).map(({ title }) => title)
  expect(titles).toEqual(expect.arrayContaining([...REFUSED.keys()]))
})
