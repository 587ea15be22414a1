import { serve } from '@hono/node-server'
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createApp } from '../../../server/app.ts'
import { readConfig, type Config } from '../../../server/config.ts'
import { startDelivery } from '../../../server/delivery.ts'
import { findOrMakeAdminToken } from '../../../server/identity/admin-token.ts'
import { openMail } from '../../../server/mail/mail.ts'
import { openLog } from '../../../server/observing/log.ts'
import { NO_METERS } from '../../../server/observing/meters.ts'
import { openStore } from '../../../server/stores/index.ts'
import type { Person } from '../../../shared/recognition.ts'

const ADMIN_TOKEN = 'admin-token-of-the-tests-0123456789'
const JSON_TYPE = { 'content-type': 'application/json' }

/** A real server on a real store, for the extension's background to talk to. */
export async function openOffice(settings: Partial<Config> = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), 'office-'))
  const config = { ...readConfig({ LIMITS: 'off', UNDO_SECONDS: '0', ADMIN_TOKEN }), ...settings }
  const store = await openStore(`lowdb:${folder}`)
  const now = () => new Date()
  const observed = { log: openLog('silent'), meters: NO_METERS }
  const delivery = startDelivery(store, now, observed)
  const { hash } = await findOrMakeAdminToken(store, config.adminToken)
  const stopping = new AbortController()
  const app = createApp({
    ...observed,
    store,
    delivery,
    config,
    mail: config.mail && openMail(config.mail, observed.log),
    now,
    adminTokenHash: hash,
    stopping: stopping.signal,
  })
  const { promise, resolve } = Promise.withResolvers<AddressInfo>()
  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, resolve)
  const { port } = await promise
  const address = `http://127.0.0.1:${port}`

  async function admin<T>(method: string, route: string, body?: object): Promise<T> {
    const response = await app.request(`/api/v1/admin/${route}`, {
      method,
      headers: { authorization: `Bearer ${ADMIN_TOKEN}`, ...(body && JSON_TYPE) },
      ...(body && { body: JSON.stringify(body) }),
    })
    if (!response.ok && response.status !== 204) throw new Error(await response.text())
    return response.status === 204 ? (null as T) : response.json()
  }

  /** On a browser of their own. @returns what their requests carry. */
  async function signIn(person: Person) {
    const { code } = await admin<{ code: string }>('POST', `people/${person.id}/invite`)
    const body = JSON.stringify({ grant: 'invite', code, device: 'test' })
    const answer = await app.request('/api/v1/sessions', { method: 'POST', headers: JSON_TYPE, body })
    const { token }: { token: string } = await answer.json()
    return { authorization: `Bearer ${token}` }
  }

  return {
    address,
    app,
    admin,
    signIn,
    addPerson: (name: string, handles: object[] = []) =>
      admin<Person>('POST', 'people', { name, email: emailOf(name), handles }),
    removePerson: (id: string) => admin<null>('DELETE', `people/${id}`),
    invite: async (person: Person) =>
      (await admin<{ code: string }>('POST', `people/${person.id}/invite`)).code,
    /** Deletes somebody's account, as they would themselves. */
    async leave(person: Person): Promise<void> {
      await app.request('/api/v1/me', { method: 'DELETE', headers: await signIn(person) })
    },
    /** What somebody else's browser finds in the feed. */
    async received(person: Person): Promise<string[]> {
      const asked = await app.request('/api/v1/changes', { headers: await signIn(person) })
      const { changes } = await asked.json()
      return changes.flatMap(
        (change: { recognition?: { message: string } }) => change.recognition?.message ?? [],
      )
    },
    async close() {
      stopping.abort()
      await new Promise((done) => server.close(done))
      await delivery.stop()
      await store.close()
      await rm(folder, { recursive: true })
    },
  }
}

export type Office = Awaited<ReturnType<typeof openOffice>>

function emailOf(name: string): string {
  return `${name.toLowerCase().replaceAll(' ', '.')}@corp.example`
}
