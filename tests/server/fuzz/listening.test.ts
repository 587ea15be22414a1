import { connect } from 'node:net'
import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addClient } from '../api-client.ts'
import type { Client } from '../api-client.ts'
import type { RunningServer } from '../running-server.ts'
import { startServer } from '../running-server.ts'
import { makeTemporaryFolder } from '../stores/temporary-folder.ts'
import { newSpot } from '../test-server.ts'
import type { RawAnswer } from './raw.ts'
import { speakTo } from './raw.ts'

const ADMIN_TOKEN = 'an-admin-token-for-these-tests'
const MEGABYTE = 1024 * 1024

let folder: string
let server: RunningServer
let port: number
let ada: Client
let ben: Client
beforeAll(async () => {
  folder = await makeTemporaryFolder()
  server = await startServer({ STORE_URL: `lowdb:${folder}`, ADMIN_TOKEN, LIMITS: 'off' })
  port = Number(new URL(server.url).port)
  ada = await addClient(server.url, ADMIN_TOKEN, 'ada')
  ben = await addClient(server.url, ADMIN_TOKEN, 'ben')
}, 60_000)
afterAll(async () => {
  expect(await server.stop()).toBe(0)
  await rm(folder, { recursive: true })
})

/** The lines of a request's head; `host` and a token are in it. */
function head(call: string, headers: Record<string, string> = {}, { token } = ada): string {
  const all = { Host: 'localhost', Authorization: `Bearer ${token}`, Connection: 'close', ...headers }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`)
  return [`${call} HTTP/1.1`, ...lines, '', ''].join('\r\n')
}

const JSON_BODY = { 'Content-Type': 'application/json' }
const CHUNKED = { ...JSON_BODY, 'Transfer-Encoding': 'chunked' }

function chunk(bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')])
}

function spotTo(recipient: Client, message = 'Your runbook saved my night') {
  const { id, json } = newSpot([recipient.id], { message })
  return { id, call: `PUT /api/v1/recognitions/${id}`, text: JSON.stringify(json) }
}

function expectProblem({ status, headers, text }: RawAnswer, expected: number, code: string): void {
  expect(status).toBe(expected)
  expect(headers.get('content-type')).toBe('application/problem+json')
  expect(JSON.parse(text)).toMatchObject({ status, code })
}

/** Sees that there is one answer, and that it is such a problem. */
function expectOne(answers: readonly RawAnswer[], status: number, code: string): void {
  expect(answers).toHaveLength(1)
  for (const answer of answers) expectProblem(answer, status, code)
}

async function expectUnsent(id: string): Promise<void> {
  expect((await ada.call('GET', `recognitions/${id}`)).status).toBe(404)
}

describe('bodies', () => {
  test('of 10 MB in chunks are refused, and not stored', async () => {
    const { id, call, text } = spotTo(ben)
    const chunks = Array.from({ length: 10 }, () => chunk(Buffer.alloc(MEGABYTE, ' ')))
    const said = [chunk(Buffer.from(text)), ...chunks, '0\r\n\r\n']
    expectOne(await speakTo(port, head(call, CHUNKED), ...said), 413, 'too_large')
    await expectUnsent(id)
  })

  test('of 10 MB that are announced are refused before they come', async () => {
    const headers = { ...JSON_BODY, 'Content-Length': String(10 * MEGABYTE) }
    const { id, call, text } = spotTo(ben)
    expectOne(await speakTo(port, head(call, headers), text), 413, 'too_large')
    await expectUnsent(id)
  })

  test('that come byte by byte are taken', async () => {
    const { id, call, text } = spotTo(ben)
    const slow = Array.from(Buffer.from(text)).flatMap((byte) => [chunk(Buffer.from([byte])), 1])
    const [answer] = await speakTo(port, head(call, CHUNKED), ...slow, '0\r\n\r\n')
    expect(answer).toMatchObject({ status: 201 })
    expect((await ada.call('GET', `recognitions/${id}`)).status).toBe(200)
  })

  test.each([
    [
      'announced',
      (length: number) => ({ ...JSON_BODY, 'Content-Length': String(length) }),
      (text: string) => text,
    ],
    ['in chunks', () => CHUNKED, (text: string) => chunk(Buffer.from(text)).subarray(0, -5)],
  ])('of which half comes, %s, store nothing', async (_how, headersFor, half) => {
    const { id, call, text } = spotTo(ben)
    const socket = connect(port, '127.0.0.1')
    socket.write(head(call, headersFor(text.length + 1)))
    socket.write(half(text))
    await new Promise((resolve) => setTimeout(resolve, 100))
    socket.destroy()
    await expectUnsent(id)
  })
})

describe('requests that are none', () => {
  test('headers of more than 16 kB are a problem', async () => {
    const request = head('GET /api/v1/me', { 'X-Long': 'x'.repeat(20_000) })
    expectOne(await speakTo(port, request), 431, 'too_large')
    const many = Object.fromEntries(Array.from({ length: 3000 }, (_, nth) => [`X-${nth}`, 'x']))
    expectOne(await speakTo(port, head('GET /api/v1/me', many)), 431, 'too_large')
  })

  test.each([
    ['no HTTP', () => 'hello\r\n\r\n'],
    ['an odd method', () => head('HELLO /')],
    ['two lengths', () => head('PUT /api/v1/me', { 'Content-Length': '1', 'content-length': '2' })],
    ['a length and chunks', () => head('PUT /api/v1/me', { ...CHUNKED, 'Content-Length': '1' })],
    ['a chunk without length', () => `${head('PUT /api/v1/me', CHUNKED)}zz\r\n`],
    ['a line feed alone in a header', () => 'GET / HTTP/1.1\r\nHost: localhost\r\nA: b\n\nc: d\r\n\r\n'],
  ])('%s', async (_what, said) => {
    expectOne(await speakTo(port, said()), 400, 'invalid_request')
  })

  test.each([
    [400, 'GET /api/v1/server HTTP/1.1\r\nConnection: close\r\n\r\n'],
    [417, 'GET /api/v1/server HTTP/1.1\r\nHost: localhost\r\nExpect: nothing\r\nConnection: close\r\n\r\n'],
  ])('what Node refuses by itself is %d without words', async (status, said) => {
    const [answer] = await speakTo(port, said)
    expect(answer?.status).toBe(status)
  })

  test.each(['a b', 'a/../b?c', '[::1', '%'])('the host %s', async (host) => {
    expectOne(await speakTo(port, head('GET /api/v1/me', { Host: host })), 400, 'invalid_request')
  })

  test('an odd address leads nowhere', async () => {
    for (const address of ['//localhost/api/v1/me', 'http://elsewhere.example/api/v1/nothing'])
      expectOne(await speakTo(port, head(`GET ${address}`)), 404, 'not_found')
  })
})

describe('other ways to speak', () => {
  test('HTTP/1.0 is answered, and the connection ends', async () => {
    const [info] = await speakTo(port, 'GET /api/v1/server HTTP/1.0\r\nHost: localhost\r\n\r\n')
    expect(info).toMatchObject({ status: 200, text: expect.stringContaining('bright-spots') })
    const [me] = await speakTo(port, 'GET /api/v1/me HTTP/1.0\r\nHost: localhost\r\n\r\n')
    expect(me).toMatchObject({ status: 401, text: expect.stringContaining('signed_out') })
  })

  test('what stands behind a refused body is not taken for a request of its own', async () => {
    const { id, call, text } = spotTo(ben)
    const hidden = head(call, { ...JSON_BODY, 'Content-Length': String(text.length) }) + text
    const padded = hidden.padEnd(100_000)
    const refused = head('PUT /api/v1/recognitions/x', {
      ...JSON_BODY,
      Connection: 'keep-alive',
      'Content-Length': String(padded.length),
    })
    expectOne(await speakTo(port, refused, padded), 413, 'too_large')
    await expectUnsent(id)
  })

  test('requests one behind the other are answered in order, the refused ones too', async () => {
    const { call, text } = spotTo(ben)
    const type = { 'Content-Type': 'text/plain', 'Content-Length': String(text.length) }
    const wrong = head(call, { ...type, Connection: 'keep-alive' }) + text
    const right = head(call, { ...type, ...JSON_BODY, Connection: 'keep-alive' }) + text
    const answers = await speakTo(port, wrong + wrong + right + head('GET /api/v1/me'))
    expect(answers.map(({ status }) => status)).toEqual([415, 415, 201, 200])
  })
})

test('the server lives, and told its log of no mistake', async () => {
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
  const faults = server.log().filter(({ level }) => ['error', 'fatal'].includes(level))
  expect(faults).toEqual([])
  expect(JSON.stringify(server.log())).not.toContain(ada.token)
})
