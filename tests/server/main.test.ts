import { cp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { RunningServer } from './running-server.ts'
import { runServer, startServer } from './running-server.ts'
import { makeTemporaryFolder } from './stores/temporary-folder.ts'
import { newSpot } from './test-server.ts'

const ADMIN_TOKEN = 'an-admin-token-for-tests'

/** No name server knows the name, and takes its time to say so. */
const SLOW_LOOKUP = encodeURIComponent(
  `import dns from 'node:dns'; dns.lookup = (...given) => setTimeout(given.at(-1), 500, { code: 'ENOTFOUND' })`,
)

let folder: string
let running: RunningServer[] = []
beforeEach(async () => {
  folder = await makeTemporaryFolder()
})
afterEach(async () => {
  await Promise.all(running.map((server) => server.stop('SIGKILL')))
  running = []
  await rm(folder, { recursive: true })
})

async function start(settings: Record<string, string> = {}): Promise<RunningServer> {
  const server = await startServer({ STORE_URL: `lowdb:${folder}`, ...settings })
  running.push(server)
  return server
}

async function call(url: string, method: string, token: string, json?: unknown): Promise<Response> {
  const headers = {
    authorization: `Bearer ${token}`,
    ...(json ? { 'content-type': 'application/json' } : {}),
  }
  return fetch(url, { method, headers, body: json ? JSON.stringify(json) : null })
}

async function signIn(url: string, name: string, adminToken = ADMIN_TOKEN) {
  const people = `${url}/api/v1/admin/people`
  const json = { name, email: `${name}@corp.example` }
  const { id } = await (await call(people, 'POST', adminToken, json)).json()
  const { code } = await (await call(`${people}/${id}/invite`, 'POST', adminToken)).json()
  const grant = { grant: 'invite', code, device: 'a test' }
  const { token } = await (await call(`${url}/api/v1/sessions`, 'POST', '', grant)).json()
  return { id: String(id), token: String(token) }
}

async function occupyPort() {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const address = other.address()
  if (address === null || typeof address === 'string') throw new Error('There is no port')
  return { other, port: String(address.port) }
}

describe('a server that lets other machines in', () => {
  const inTheOpen = (server: RunningServer) =>
    server.log().filter(({ msg }) => msg.startsWith('HOST lets other machines in'))

  test('says once what is missing, unless TLS stands in front', async () => {
    const open = await start({ HOST: '0.0.0.0', ADMIN_TOKEN })
    await fetch(`${open.url}/healthz`)
    expect(inTheOpen(open)).toMatchObject([{ level: 'warn' }])
    await open.stop()
    const safe = await start({ HOST: '0.0.0.0', ADMIN_TOKEN, PUBLIC_URL: 'https://thanks.corp.example' })
    expect(inTheOpen(safe)).toEqual([])
  })
})

describe('the first start', () => {
  test('makes an admin token, prints it once, and keeps its hash alone', async () => {
    const first = await start()
    const [, token = ''] = /^Admin token \(shown once\): (\S+)$/m.exec(first.output()) ?? []
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    await signIn(first.url, 'ada', token)
    expect(await first.stop()).toBe(0)
    expect(await readFile(join(folder, 'bright-spots.json'), 'utf8')).not.toContain(token)
    const second = await start()
    expect(second.output()).toBe(`Bright Spots listens on ${second.url}\n`)
    expect((await call(`${second.url}/api/v1/admin/people`, 'GET', token)).status).toBe(200)
  })

  test('with ADMIN_TOKEN has that one, and prints none', async () => {
    const server = await start({ ADMIN_TOKEN })
    expect(server.output()).toBe(`Bright Spots listens on ${server.url}\n`)
    expect((await call(`${server.url}/api/v1/admin/people`, 'GET', ADMIN_TOKEN)).status).toBe(200)
  })
})

describe('a start that cannot be', () => {
  test('does not keep a fresh admin token to itself', async () => {
    const { other, port } = await occupyPort()
    const { output } = await runServer({ PORT: port, STORE_URL: `lowdb:${folder}` })
    expect(output).toMatch(/^Admin token \(shown once\): \S{43}\nNothing can listen on /)
    other.close()
  })

  test('says in one line which setting is bad and what it may be', async () => {
    const { code, output } = await runServer({ UNDO_SECONDS: '61', STORE_URL: `lowdb:${folder}` })
    expect(output).toBe('UNDO_SECONDS must be a whole number from 0 to 60\n')
    expect(code).toBe(1)
  })

  test('names a damaged file', async () => {
    await writeFile(join(folder, 'bright-spots.json'), '{')
    const { code, output } = await runServer({ STORE_URL: `lowdb:${folder}` })
    expect(output).toContain(`${join(folder, 'bright-spots.json')} is damaged`)
    expect([code, output.trim().split('\n').length]).toEqual([1, 1])
  })

  test('names a port that is taken', async () => {
    const { other, port } = await occupyPort()
    const { code, output } = await runServer({ PORT: port, STORE_URL: `lowdb:${folder}`, ADMIN_TOKEN })
    expect(output).toBe(`Nothing can listen on HOST 127.0.0.1, PORT ${port} (EADDRINUSE): choose others\n`)
    expect(code).toBe(1)
    other.close()
  })
})

describe('a folder', () => {
  const settings = { ADMIN_TOKEN, UNDO_SECONDS: '0' }
  const file = () => join(folder, 'bright-spots.json')

  test('is for one server at a time, and free at once when that is killed', async () => {
    const first = await start(settings)
    const [ada, ben] = [await signIn(first.url, 'ada'), await signIn(first.url, 'ben')]
    const before = await readFile(file(), 'utf8')
    const second = await runServer({ STORE_URL: `lowdb:${folder}`, ...settings })
    expect(second).toEqual({
      code: 1,
      output: `The store in ${folder} is in use by another server: stop that one first, or set STORE_URL to another folder\n`,
    })
    expect(await readFile(file(), 'utf8')).toBe(before)
    const { id, json } = newSpot([ben.id])
    expect((await call(`${first.url}/api/v1/recognitions/${id}`, 'PUT', ada.token, json)).status).toBe(201)
    await first.stop('SIGKILL')
    const third = await start(settings)
    expect((await call(`${third.url}/api/v1/recognitions/${id}`, 'GET', ben.token)).status).toBe(200)
  }, 30_000)

  test('has nothing delivered by a start that gets no port', async () => {
    const first = await start({ ...settings, UNDO_SECONDS: '1' })
    const [ada, ben] = [await signIn(first.url, 'ada'), await signIn(first.url, 'ben')]
    const { id, json } = newSpot([ben.id])
    await call(`${first.url}/api/v1/recognitions/${id}`, 'PUT', ada.token, json)
    await first.stop('SIGKILL')
    await sleep(1000)
    const slow = { HOST: 'nowhere.example', NODE_OPTIONS: `--import data:text/javascript,${SLOW_LOOKUP}` }
    const { code } = await runServer({ STORE_URL: `lowdb:${folder}`, ...settings, ...slow })
    expect(code).toBe(1)
    expect(JSON.parse(await readFile(file(), 'utf8')).recognitions).toMatchObject([{ id, deliveredAt: null }])
  })

  async function page(url: string, token: string, since = '') {
    const answer = await call(`${url}/api/v1/changes${since && `?since=${since}`}`, 'GET', token)
    return answer.json()
  }

  test('that was restored from a backup skips nothing, and a kill ends no cursor', async () => {
    const backup = await makeTemporaryFolder()
    let server = await start(settings)
    const [ada, ben] = [await signIn(server.url, 'ada'), await signIn(server.url, 'ben')]
    const send = async () => {
      const { id, json } = newSpot([ben.id])
      await call(`${server.url}/api/v1/recognitions/${id}`, 'PUT', ada.token, json)
      return id
    }
    const restart = async (signal: NodeJS.Signals) => {
      await server.stop(signal)
      server = await start(settings)
    }
    await send()
    const { next: old } = await page(server.url, ben.token)
    await restart('SIGTERM')
    await cp(folder, backup, { recursive: true })
    const lost = [await send(), await send()]
    const seen = await page(server.url, ben.token, old)
    expect(seen.changes.map((change: { id: string }) => change.id)).toEqual(lost)
    await restart('SIGKILL')
    expect((await page(server.url, ben.token, seen.next)).changes).toEqual([])
    await server.stop('SIGKILL')
    await cp(backup, folder, { recursive: true })
    server = await start(settings)
    expect(await page(server.url, ben.token, seen.next)).toMatchObject({ code: 'cursor_expired' })
    const after = [await send(), await send(), await send(), await send()]
    expect(await page(server.url, ben.token, seen.next)).toMatchObject({ code: 'cursor_expired' })
    const shown = await page(server.url, ben.token, old)
    expect(shown.changes.map((change: { id: string }) => change.id)).toEqual(after)
    await rm(backup, { recursive: true })
  })
})

describe('SIGTERM', () => {
  test('answers who waits, finishes what was asked, and the next start has it all', async () => {
    const first = await start({ ADMIN_TOKEN, UNDO_SECONDS: '0' })
    const [ada, ben] = [await signIn(first.url, 'ada'), await signIn(first.url, 'ben')]
    const waiting = call(`${first.url}/api/v1/changes?wait=25`, 'GET', ada.token)
    await sleep(200)
    const spots = Array.from({ length: 30 }, () => newSpot([ada.id]))
    const puts = spots.map(({ id, json }) =>
      call(`${first.url}/api/v1/recognitions/${id}`, 'PUT', ben.token, json).catch(() => undefined),
    )
    await Promise.race(puts)
    const began = performance.now()
    expect(await first.stop()).toBe(0)
    expect(performance.now() - began).toBeLessThan(5000)
    expect((await waiting).status).toBe(200)
    const answers = await Promise.all(puts)
    const accepted = spots.filter((_, index) => answers[index]?.status === 201)
    expect(accepted.length).toBeGreaterThan(0)
    const second = await start({ ADMIN_TOKEN, UNDO_SECONDS: '0', LIMITS: 'off' })
    for (const { id, json } of accepted)
      expect((await call(`${second.url}/api/v1/recognitions/${id}`, 'PUT', ben.token, json)).status).toBe(200)
  })

  test('ends a long wait at once', async () => {
    const server = await start({ ADMIN_TOKEN })
    const ada = await signIn(server.url, 'ada')
    const waiting = call(`${server.url}/api/v1/changes?wait=25`, 'GET', ada.token)
    await sleep(200)
    const began = performance.now()
    expect(await server.stop('SIGINT')).toBe(0)
    const answer = await waiting
    expect(await answer.json()).toMatchObject({ changes: [], hasMore: false })
    expect(performance.now() - began).toBeLessThan(2000)
  })
})

describe('a restart', () => {
  test('delivers what came due meanwhile', async () => {
    const settings = { ADMIN_TOKEN, UNDO_SECONDS: '1' }
    const first = await start(settings)
    const [ada, ben] = [await signIn(first.url, 'ada'), await signIn(first.url, 'ben')]
    const { id, json } = newSpot([ben.id])
    await call(`${first.url}/api/v1/recognitions/${id}`, 'PUT', ada.token, json)
    await first.stop('SIGKILL')
    await sleep(1000)
    const second = await start(settings)
    const answer = await call(`${second.url}/api/v1/changes?wait=5`, 'GET', ben.token)
    expect((await answer.json()).changes).toMatchObject([{ id }])
  })
})

describe('over a real connection', () => {
  test('a caller that goes away mid-wait leaves no trace, and chunked bodies have their limit', async () => {
    const server = await start({ ADMIN_TOKEN })
    const ada = await signIn(server.url, 'ada')
    const gone = new AbortController()
    const headers = { authorization: `Bearer ${ada.token}` }
    const waiting = fetch(`${server.url}/api/v1/changes?wait=25`, { headers, signal: gone.signal }).catch(
      () => 'gone',
    )
    await sleep(100)
    gone.abort()
    expect(await waiting).toBe('gone')
    const chunks = new ReadableStream({
      start(stream) {
        for (let count = 0; count < 8; count += 1)
          stream.enqueue(new TextEncoder().encode('x'.repeat(16_384)))
        stream.close()
      },
    })
    const chunked = {
      method: 'POST',
      body: chunks,
      duplex: 'half',
      headers: { 'content-type': 'application/json' },
    }
    expect((await fetch(`${server.url}/api/v1/sessions`, chunked)).status).toBe(413)
    expect(server.output()).toBe(`Bright Spots listens on ${server.url}\n`)
  })

  test('answers carry the server’s time', async () => {
    const server = await start({ ADMIN_TOKEN })
    const answer = await fetch(`${server.url}/healthz`)
    expect(Math.abs(Date.parse(answer.headers.get('date') ?? '') - Date.now())).toBeLessThan(5000)
  })
})
