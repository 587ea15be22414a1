import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startFaultProxy, type FaultProxy } from './fault-proxy.ts'
import { startServer, type ServerUnderTest } from './server.ts'

describe('the harness runs the real server', () => {
  let server: ServerUnderTest
  let proxy: FaultProxy
  const grace = { name: 'Grace Okafor', email: 'grace.okafor@corp.example', team: 'Platform' }
  const names = async () => {
    const response = await server.call('GET', '/api/v1/admin/people')
    const { people }: { people: { name: string }[] } = await response.json()
    return people.map(({ name }) => name)
  }

  beforeEach(async () => {
    server = await startServer()
    proxy = await startFaultProxy(server.address)
  })
  afterEach(async () => {
    await proxy.stop()
    await server.remove()
  })

  test('and finds its people again after a stop and after a kill', async () => {
    const { id } = await server.addPerson(grace)
    expect(await server.stop()).toBe(0)
    await server.start()
    await server.kill()
    await server.start()
    expect(await names()).toEqual(['Grace Okafor'])
    const me = await server.call('GET', '/api/v1/me', undefined, await server.signIn(id))
    expect(await me.json()).toMatchObject({ person: { email: grace.email } })
  })

  test('behind a proxy that loses the answer to what was done', async () => {
    const add = () =>
      fetch(`${proxy.address}/api/v1/admin/people`, {
        method: 'POST',
        headers: { authorization: `Bearer ${server.adminToken}`, 'content-type': 'application/json' },
        body: JSON.stringify(grace),
      })
    proxy.break('lose-request', ({ method }) => method === 'POST')
    await expect(add()).rejects.toThrow('fetch failed')
    expect(await names()).toEqual([])
    proxy.break('lose-answer')
    await expect(add()).rejects.toThrow('fetch failed')
    expect(await names()).toEqual(['Grace Okafor'])
    proxy.break('bad-gateway')
    expect((await add()).status).toBe(502)
    expect(proxy.seen.map(({ status }) => status)).toEqual([null, 201, null])
  })

  test('behind a proxy that refuses, then accepts again, and takes its time', async () => {
    await proxy.refuse()
    await expect(fetch(`${proxy.address}/healthz`)).rejects.toThrow('fetch failed')
    await proxy.accept()
    proxy.delay(300)
    const start = Date.now()
    expect((await fetch(`${proxy.address}/healthz`)).status).toBe(200)
    expect(Date.now() - start).toBeGreaterThanOrEqual(300)
  })
})
