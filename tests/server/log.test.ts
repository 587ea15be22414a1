import { rm } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { describeFault } from '../../server/observing/fault.ts'
import { Problem } from '../../shared/problem.ts'
import type { RunningServer } from './running-server.ts'
import { startServer } from './running-server.ts'
import { makeTemporaryFolder } from './stores/temporary-folder.ts'
import { newSpot } from './test-server.ts'

const ADMIN_TOKEN = 'an-admin-token-for-tests'
const GRACE = { name: 'Grace Okafor', email: 'grace.okafor@corp.example', team: 'Platform' }
const NOOR = { name: 'Noor Haddad', email: 'noor.haddad@corp.example', team: 'Support' }
const MESSAGE = 'Your runbook saved my night'
const FORWARDED = '198.51.100.77'

/** A mistake that nobody catches, with words of a person in its message, as soon as the process is asked for it. */
const CRASHES = encodeURIComponent(
  `process.on('SIGUSR2', () => { throw new TypeError('cannot read ${MESSAGE}\\n    at ${NOOR.name}:1:1') })`,
)

let folder: string
let server: RunningServer
/** Everything of people that went in or came out. */
let personal: string[]
async function call(method: string, path: string, token: string, json?: unknown, csv?: string) {
  const headers: Record<string, string> = {
    authorization: `Bearer ${token}`,
    'x-forwarded-for': FORWARDED,
    ...(json ? { 'content-type': 'application/json' } : {}),
    ...(csv ? { 'content-type': 'text/csv' } : {}),
  }
  const body = json ? JSON.stringify(json) : (csv ?? null)
  const answer = await fetch(`${server.url}/api/v1/${path}`, { method, headers, body })
  return { status: answer.status, requestId: answer.headers.get('x-request-id'), text: await answer.text() }
}

/** Signs somebody in who is known already. */
async function signIn(id: string): Promise<string> {
  const { code } = JSON.parse((await call('POST', `admin/people/${id}/invite`, ADMIN_TOKEN)).text)
  const grant = { grant: 'invite', code, device: 'Firefox on a train' }
  const { token } = JSON.parse((await call('POST', 'sessions', 'none', grant)).text)
  personal.push(id, code, grant.device, token)
  return token
}

async function idsByEmail(): Promise<Map<string, string>> {
  const { people } = JSON.parse((await call('GET', 'admin/people', ADMIN_TOKEN)).text)
  return new Map(people.map(({ email, id }: { email: string; id: string }) => [email, id]))
}

/** Sign-in, send, refuse, read, withdraw: what the server is for. */
async function aDayAtWork() {
  const csv = [GRACE, NOOR].map(({ name, email, team }) => `${name},${email},${team}`)
  const rows = ['name,email,team', ...csv].join('\n')
  expect((await call('POST', 'admin/people/import', ADMIN_TOKEN, undefined, rows)).status).toBe(200)
  const ids = await idsByEmail()
  const [graceId = '', noorId = ''] = [ids.get(GRACE.email), ids.get(NOOR.email)]
  const [grace, noor] = [await signIn(graceId), await signIn(noorId)]
  const { id, json } = newSpot([noorId], { message: MESSAGE })
  personal.push(id, json.context.url, json.context.title)
  expect((await call('PUT', `recognitions/${id}`, grace, json)).status).toBe(201)
  const refused = await call('PUT', `recognitions/${id}`, noor, { ...json, recipients: [graceId] })
  expect(refused.status).toBe(422)
  expect((await call('GET', 'people?q=Grace%20Okafor', noor)).status).toBe(200)
  expect((await call('POST', `recognitions/${id}/read`, noor)).status).toBe(204)
  expect((await call('DELETE', `recognitions/${id}`, grace)).status).toBe(204)
  expect((await call('GET', `changes?wait=1`, noor)).status).toBe(200)
  return refused
}

describe('the log of a real process', () => {
  beforeEach(async () => {
    folder = await makeTemporaryFolder()
    personal = [ADMIN_TOKEN, ...Object.values(GRACE), ...Object.values(NOOR), MESSAGE, FORWARDED]
    const nodeOptions = `--import data:text/javascript,${CRASHES}`
    server = await startServer({
      STORE_URL: `lowdb:${folder}`,
      ADMIN_TOKEN,
      UNDO_SECONDS: '0',
      LOG_LEVEL: 'trace',
      NODE_OPTIONS: nodeOptions,
    })
  })
  afterEach(async () => {
    await server.stop('SIGKILL')
    await rm(folder, { recursive: true })
  })

  test('has a line for each request, and nothing of the people, not even when it crashes', async () => {
    const refused = await aDayAtWork()
    process.kill(server.pid, 'SIGUSR2')
    await expect.poll(() => server.log().at(-1)?.level).toBe('fatal')
    const log = server.log()
    expect(log.find(({ requestId }) => requestId === refused.requestId)).toEqual({
      level: 'info',
      time: expect.stringMatching(/^20\d\d-\d\d-\d\dT\S+Z$/),
      requestId: refused.requestId,
      method: 'PUT',
      route: '/api/v1/recognitions/{id}',
      status: 422,
      ms: expect.any(Number),
      problem: 'id_taken',
      msg: 'answered',
    })
    expect(log.filter(({ requestId }) => requestId).length).toBe(12)
    expect(log.at(-1)).toMatchObject({ msg: 'crashed', fault: { name: 'TypeError' } })
    const all = server.output() + log.map((line) => JSON.stringify(line)).join('\n')
    expect(personal.length).toBeGreaterThan(15)
    expect(personal.filter((piece) => all.includes(piece))).toEqual([])
  })

  test('says when it starts and stops, on stderr; stdout is for its address', async () => {
    expect(await server.stop()).toBe(0)
    expect(server.log().map(({ msg }) => msg)).toEqual(['started', 'stopping', 'stopped'])
    expect(server.output()).toBe(`Bright Spots listens on ${server.url}\n`)
  })
})

describe('a fault', () => {
  test('is described without its words, and with what caused it', () => {
    const cause = Object.assign(new Error('words\n    at words (words:1:1)'), { code: 'ENOSPC' })
    const fault = describeFault(new Problem('disk_full', 'more words', { cause }))
    expect(fault).toMatchObject({ name: 'Problem', cause: { name: 'Error', code: 'ENOSPC' } })
    expect(fault.at[0]).toMatch(/^at .*log\.test\.ts:\d+:\d+/)
    expect(JSON.stringify(fault)).not.toContain('words')
    expect(describeFault('words')).toEqual({ name: 'string', at: [] })
  })
})
