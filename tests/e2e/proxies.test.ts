import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newSpot } from '../server/test-server.ts'
import type { Asked, Proxy, ProxyName } from './proxies.ts'
import { HOST, startProxy } from './proxies.ts'
import type { ServerUnderTest } from './server.ts'
import { startServer } from './server.ts'

/** Clients of their own, on loopback. */
const [ADA_PC, BEN_PC, GUESSER] = ['127.0.0.21', '127.0.0.22', '127.0.0.23']

const ENV = { LIMITS: 'on', PUBLIC_URL: `https://${HOST}` }

async function guess(proxy: Proxy, from: string, asked: Asked = {}): Promise<number> {
  const json = { grant: 'invite', code: 'a-guess', device: 'x' }
  return (await proxy.ask('/api/v1/sessions', { method: 'POST', json, from, ...asked })).status
}

async function guessTenTimes(proxy: Proxy): Promise<void> {
  for (let count = 0; count < 10; count += 1) expect(await guess(proxy, GUESSER)).toBe(401)
}

describe.each(['nginx', 'caddy'] as const)('behind %s', (name: ProxyName) => {
  let server: ServerUnderTest
  let proxy: Proxy
  /** A server that was not told of its proxy. */
  let untold: ServerUnderTest
  let untoldProxy: Proxy
  beforeAll(async () => {
    const told = startServer({ env: { ...ENV, TRUSTED_PROXIES: '127.0.0.1' } })
    ;[server, untold] = await Promise.all([told, startServer({ env: ENV })])
    ;[proxy, untoldProxy] = await Promise.all([
      startProxy(name, server.address),
      startProxy(name, untold.address),
    ])
  })
  afterAll(async () => {
    await Promise.all([proxy.stop(), untoldProxy.stop()])
    await Promise.all([server.remove(), untold.remove()])
  })

  async function signIn(person: string, from: string) {
    const added = await server.addPerson({ name: person, email: `${person}@corp.example` })
    const token = server.adminToken
    const invited = await proxy.ask(`/api/v1/admin/people/${added.id}/invite`, { method: 'POST', token })
    const { invitation, code } = JSON.parse(invited.text)
    expect(invitation).toBe(`https://${HOST}#${code}`)
    const json = { grant: 'invite', code, device: 'a test' }
    const answer = await proxy.ask('/api/v1/sessions', { method: 'POST', json, from })
    expect(answer.status).toBe(201)
    return { id: added.id, token: String(JSON.parse(answer.text).token) }
  }

  test('people sign in, send, and are told while they wait', async () => {
    const [ada, ben] = [await signIn('ada', ADA_PC), await signIn('ben', BEN_PC)]
    const first = await proxy.ask('/api/v1/changes', { token: ben.token })
    const { next } = JSON.parse(first.text)
    const began = performance.now()
    const waiting = proxy.ask(`/api/v1/changes?wait=25&since=${next}`, { token: ben.token, from: BEN_PC })
    await sleep(3200)
    const { id, json } = newSpot([ben.id])
    const sent = await proxy.ask(`/api/v1/recognitions/${id}`, { method: 'PUT', json, token: ada.token })
    expect(sent.status).toBe(201)
    const told = await waiting
    expect(JSON.parse(told.text).changes).toMatchObject([{ id }])
    expect(performance.now() - began).toBeLessThan(6000)
    expect(told.headers['strict-transport-security']).toMatch(/^max-age=\d{8}; includeSubDomains$/)
    expect(server.output()).toContain(String(told.headers['x-request-id']))
  })

  test('what is too large is refused by the server, in words', async () => {
    const json = { grant: 'invite', code: 'x'.repeat(100_000), device: 'x' }
    const answer = await proxy.ask('/api/v1/sessions', { method: 'POST', json, from: ADA_PC })
    expect(JSON.parse(answer.text)).toMatchObject({ code: 'too_large' })
  })

  test('guesses are counted by the address that the proxy sees, whatever the guesser claims', async () => {
    await guessTenTimes(proxy)
    expect(await guess(proxy, GUESSER)).toBe(429)
    for (const claimed of ['198.51.100.9', `${ADA_PC}, 127.0.0.1`])
      expect(await guess(proxy, GUESSER, { headers: { 'x-forwarded-for': claimed } })).toBe(429)
    expect(await guess(proxy, ADA_PC)).toBe(401)
  })

  test('a server that is stopped is a bad gateway, and one that is back answers', async () => {
    expect(await server.stop()).toBe(0)
    expect((await proxy.ask('/api/v1/server')).status).toBe(502)
    await server.start()
    expect((await proxy.ask('/api/v1/server')).status).toBe(200)
  })

  test('without TRUSTED_PROXIES all share one limit, and the log says what to set', async () => {
    await guessTenTimes(untoldProxy)
    expect(await guess(untoldProxy, ADA_PC)).toBe(429)
    expect(untold.output()).toContain('set TRUSTED_PROXIES to 127.0.0.1')
  })
})
