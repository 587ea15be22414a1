import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import packageJson from '../../../package.json' with { type: 'json' }
import type { Person } from '../../../shared/recognition.ts'
import {
  GIFT,
  HANDLE,
  PAGE,
  readRecording,
  shapeOf,
  withNames,
  type Recorded,
} from '../../server/recorded/recording.ts'
import { breakNetwork, freshBrowser, type Extension } from './fresh-browser.ts'
import { openOffice, type Office } from './office.ts'

/** What the extension of this version sends, made once and kept for the servers to come: `replay.test.ts` beside it asks it all again. */
const FILE = join(import.meta.dirname, `../../server/recorded/extension-${packageJson.version}.jsonl`)

let office: Office
let ada: Person
let grace: Person
let extension: Extension
const recorded: Recorded[] = []
/** Names by value, for all that is different each time. */
const names = new Map<string, string>()

beforeEach(async () => {
  office = await openOffice()
  grace = await office.addPerson('Grace Example', [HANDLE])
  ada = await office.addPerson('Ada Example')
  names.set(grace.id, 'grace').set(ada.id, 'ada')
  extension = await freshBrowser()
  breakNetwork(record)
})

afterEach(async () => {
  vi.unstubAllGlobals()
  await office.close()
})

async function record(go: () => Promise<Response>, url: string, init: RequestInit): Promise<Response> {
  const answer = await go()
  const content = answer.status === 204 ? null : await answer.clone().json()
  if (content?.token) names.set(content.token, 'token')
  if (content?.next) names.set(content.next, 'cursor')
  recorded.push({
    call: `${init.method} ${url.slice(office.address.length)}`,
    headers: Object.fromEntries(new Headers(init.headers)),
    ...(typeof init.body === 'string' ? { body: JSON.parse(init.body) } : {}),
    status: answer.status,
    answer: shapeOf(content),
  })
  return answer
}

async function graceSends(): Promise<string> {
  const code = await office.invite(grace)
  const ask = (method: string, path: string, token: string, body: object) =>
    office.app.request(`/api/v1/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const grant = { grant: 'invite', code, device: 'another' }
  const { token } = await (await ask('POST', 'sessions', 'none', grant)).json()
  const id = uuidv7()
  const gift = { ...GIFT, recipients: [ada.id] }
  expect((await ask('PUT', `recognitions/${id}`, token, gift)).status).toBe(201)
  return id
}

const sync = (wait = false) => extension.inbox.syncInbox(wait, async () => undefined)

/** As long after the last time that the session is asked for again. */
async function passTime(): Promise<void> {
  const storage = await extension.storage.openStorage()
  const session = await extension.session.findSession()
  if (session) await storage.put('session', { ...session, checkedAt: 0 }, 'current')
}

async function send(): Promise<string> {
  const session = await extension.session.findSession()
  if (!session) throw new Error('signed out')
  const url = 'https://wiki.corp.example/index.php?title=Runbook'
  const context = { tool: 'mediawiki', kind: 'wiki', key: null, title: 'Runbook', url } as const
  const draft = extension.drafts.createDraft({ server: session.server, person: session.person }, context)
  const message = 'Your runbook saved my night'
  const written = { ...draft, recipients: [grace], message, values: ['fast'] }
  const { id } = await extension.drafts.queueDraft(written)
  await extension.outbox.flushOutbox(async () => undefined)
  return id
}

const QUIET = { from: '18:00', to: '08:00', weekends: true }

/** Without the answer, which may grow at any time. */
const asSent = ({ answer: _answer, ...sent }: Recorded) => sent

test('the requests of this version are kept as they are', async () => {
  const gift = await graceSends()
  names.set(gift, 'gift')
  const code = await office.invite(ada)
  names.set(code, 'code')
  await extension.session.connect(`${office.address}#${code}`, '')
  await sync()
  await extension.inbox.markRead(gift)
  await passTime()
  await sync()
  await extension.inbox.answerPublication(gift, true)
  await extension.answering.keepAnswer(gift, { word: 'made-my-day', line: 'Any time' })
  await sync()
  await extension.preferences.changePreferences({ share: 'always', quietHours: QUIET })
  await extension.preferences.mute(grace.id, true)
  await extension.reporting.report(gift, 'It was for somebody else')
  await extension.people.searchPeople('Grace')
  await extension.people.matchPeople({ ...PAGE, people: [...PAGE.people] })
  const spot = await send()
  names.set(spot, 'spot')
  await sync(true)
  await extension.inbox.withdraw(spot)
  await extension.session.signOut()
  const now = withNames(recorded, names)
  if (!existsSync(FILE)) await writeFile(FILE, now.map((request) => `${JSON.stringify(request)}\n`).join(''))
  const kept = readRecording(await readFile(FILE, 'utf8'))
  const advice = 'raise the version of the extension, or remove the recording of one that was never released'
  expect(now.map(asSent), `Other requests than before: ${advice}`).toEqual(kept.map(asSent))
})
