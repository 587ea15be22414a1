import { expect, test } from 'vitest'
import { createApp } from '../../../server/app.ts'
import type { Meters } from '../../../server/observing/meters.ts'
import type { OpenedStore } from '../../contracts/store-subject.ts'
import { createAppOnStore } from '../access/app-on-store.ts'
import type { Route } from '../access/document.ts'
import { NOW, Scene } from '../access/scene.ts'
import { ADMIN_TOKEN, newSpot } from '../test-server.ts'

/** Notes what the meters are told, but for the requests themselves: those are counted whatever they are about. */
function notedMeters(): { meters: Meters; told: string[] } {
  const told: string[] = []
  const meters: Meters = {
    answered: () => undefined,
    deliveryFailed: () => void told.push('deliveryFailed'),
    waits() {
      told.push('waits')
      return () => undefined
    },
  }
  return { meters, told }
}

/** Private ones change nothing that an admin or an operator can see. */
export function testUncounted(
  name: string,
  routes: readonly Route[],
  open: () => Promise<OpenedStore>,
): void {
  test(`private ones are counted nowhere: ${name}`, async () => {
    const opened = await open()
    const office = createAppOnStore(opened.store, NOW, { undoSeconds: 0 })
    const { meters, told } = notedMeters()
    const app = createApp({ ...office.services, meters })
    const scene = new Scene(opened.store)
    const [ada, ben] = [await scene.addPerson({ team: 'Support' }), await scene.addPerson()]
    const tokens = { ada: await scene.openSession(ada.id), ben: await scene.openSession(ben.id) }

    async function ask(call: string, token: string, json?: unknown): Promise<Response> {
      const [method = '', path = ''] = call.split(' ')
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
      return app.request(path, { method, headers, body: json === undefined ? null : JSON.stringify(json) })
    }

    /** All that admins can ask, about the sender where it is about one thing. */
    async function shownToAdmins(): Promise<Map<string, string>> {
      const calls = routes
        .filter(({ tags, method }) => tags.includes('admins') && method === 'GET')
        .map(({ call }) => call.replace('{id}', ada.id))
      expect(calls.length).toBeGreaterThan(10)
      const answers = calls.map(async (call) => {
        const answer = await ask(call, ADMIN_TOKEN)
        const text = (await answer.text()).replace(answer.headers.get('x-request-id') ?? '-', '')
        return [call, text] as const
      })
      return new Map(await Promise.all(answers))
    }

    async function doAllWith(visibility: 'private' | 'public'): Promise<void> {
      const { id, json } = newSpot([ben.id], { visibility })
      const spot = `/api/v1/recognitions/${id}`
      expect((await ask(`PUT ${spot}`, tokens.ada, json)).status).toBe(201)
      await ask(`POST ${spot}/publication`, tokens.ben, { publish: true })
      for (const [what, body] of [
        ['read', undefined],
        ['reaction', { word: 'thank-you', line: null }],
      ] as const)
        expect((await ask(`POST ${spot}/${what}`, tokens.ben, body)).status).toBe(204)
      const withdrawn = newSpot([ben.id], { visibility })
      await ask(`PUT /api/v1/recognitions/${withdrawn.id}`, tokens.ada, withdrawn.json)
      await ask(`DELETE /api/v1/recognitions/${withdrawn.id}`, tokens.ada)
    }

    const before = await shownToAdmins()
    await doAllWith('private')
    expect(await shownToAdmins()).toEqual(before)
    expect(told).toEqual([])
    await doAllWith('public')
    expect(await shownToAdmins()).not.toEqual(before)
    await office.close()
    await opened.remove()
  })
}
