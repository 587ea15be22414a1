import { rm } from 'node:fs/promises'
import { v7 as uuidv7 } from 'uuid'
import { createApp } from '../../server/app.ts'
import type { Config } from '../../server/config.ts'
import { readConfig } from '../../server/config.ts'
import { startDelivery } from '../../server/delivery.ts'
import { hashSecret } from '../../server/identity/tokens.ts'
import { openMail } from '../../server/mail/mail.ts'
import { openLog } from '../../server/observing/log.ts'
import { NO_METERS } from '../../server/observing/meters.ts'
import { openLowdbStore } from '../../server/stores/lowdb/open.ts'
import { makeTemporaryFolder } from './stores/temporary-folder.ts'

export const ADMIN_TOKEN = 'an-admin-token-for-tests'
const START = Date.parse('2026-11-02T09:00:00.000Z')

export interface Ask {
  token?: string
  /** Sent as JSON. */
  json?: unknown
  /** Sent as it is, with `headers` to say what it is. */
  text?: string | Uint8Array<ArrayBuffer>
  headers?: Record<string, string>
  signal?: AbortSignal
  /** The address that the connection comes from. */
  from?: string
}

export interface SignedIn {
  id: string
  name: string
  token: string
}

function bodyOf({ json, text }: Ask): Ask['text'] {
  return json === undefined ? text : JSON.stringify(json)
}

function headersOf({ token, json, headers }: Ask): Record<string, string> {
  return {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(json === undefined ? {} : { 'content-type': 'application/json' }),
    ...headers,
  }
}

/** The whole app on a real store in a folder of its own, asked without a network; only its clock is set by hand. */
export async function openTestServer(settings: Partial<Config> = {}) {
  const folder = await makeTemporaryFolder()
  const store = await openLowdbStore(folder)
  let time = START
  const now = () => new Date(time)
  const logged: string[] = []
  const observed = { log: openLog('info', { write: (line) => logged.push(line) }), meters: NO_METERS }
  const delivery = startDelivery(store, now, observed)
  const stopping = new AbortController()
  const config = { ...readConfig({}), isLimited: false, ...settings }
  const adminTokenHash = hashSecret(ADMIN_TOKEN)
  const mail = config.mail && openMail(config.mail, observed.log)
  const services = {
    ...observed,
    store,
    mail,
    delivery,
    config,
    now,
    adminTokenHash,
    stopping: stopping.signal,
  }
  const app = createApp(services)

  function ask(call: string, asked: Ask = {}): Promise<Response> {
    const [method = 'GET', path = '/'] = call.split(' ')
    const init = {
      method,
      headers: headersOf(asked),
      body: bodyOf(asked) ?? null,
      signal: asked.signal ?? null,
    }
    const env = asked.from === undefined ? {} : { incoming: { socket: { remoteAddress: asked.from } } }
    return Promise.resolve(app.request(path, init, env))
  }

  async function addPerson(name: string, more: Record<string, unknown> = {}): Promise<SignedIn> {
    const json = { name, email: `${name.toLowerCase()}@corp.example`, ...more }
    const added = await (await ask('POST /api/v1/admin/people', { token: ADMIN_TOKEN, json })).json()
    const invited = await ask(`POST /api/v1/admin/people/${added.id}/invite`, { token: ADMIN_TOKEN })
    const { code } = await invited.json()
    const session = await ask('POST /api/v1/sessions', { json: { grant: 'invite', code, device: 'a test' } })
    const { token } = await session.json()
    return { id: added.id, name, token }
  }

  return {
    app,
    services,
    store,
    folder,
    stopping,
    /** The lines of the log so far. */
    logged,
    ask,
    addPerson,
    /** Sets the clock forward. */
    pass(seconds: number) {
      time += seconds * 1000
    },
    /** Sets the clock forward and delivers what is due then. */
    async passUndoTime() {
      time += config.undoSeconds * 1000
      await store.recognitions.deliverDue(now().toISOString())
    },
    /** Once no mail is on its way any more, those that follow the last answer included. */
    async mailSettled() {
      await new Promise((resolve) => setImmediate(resolve))
      await mail?.close()
    },
    async close() {
      stopping.abort()
      await mail?.close()
      await delivery.stop()
      await store.close()
      await rm(folder, { recursive: true })
    },
  }
}

export type TestServer = Awaited<ReturnType<typeof openTestServer>>

/** The body of a PUT, with its id apart. */
export function newSpot(recipients: readonly string[], changes: Record<string, unknown> = {}) {
  const json = {
    recipients,
    message: 'Your runbook saved my night',
    values: ['fast'],
    visibility: 'private',
    context: {
      tool: 'mediawiki',
      kind: 'wiki',
      key: null,
      title: 'Runbook',
      url: 'https://wiki.corp.example/index.php?title=Runbook',
    },
    ...changes,
  }
  return { id: uuidv7(), json }
}
