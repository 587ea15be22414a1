import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readCursor } from '../../../server/feed/cursor.ts'
import type { OpenedStore } from '../../contracts/store-subject.ts'
import type { AppOnStore } from '../access/app-on-store.ts'
import { createAppOnStore } from '../access/app-on-store.ts'
import { NOW, Scene } from '../access/scene.ts'
import { newSpot } from '../test-server.ts'

/** A sender, and a recipient who is the same in all that the sender sees. */
interface Pair {
  sender: { id: string; token: string }
  recipient: { id: string; name: string; token: string }
  /** What stands for what differs between pairs by nature. */
  names: readonly (readonly [string, string])[]
}

async function addPair(scene: Scene): Promise<Pair> {
  const [sender, recipient] = [await scene.addPerson(), await scene.addPerson()]
  return {
    sender: { id: sender.id, token: await scene.openSession(sender.id) },
    recipient: { id: recipient.id, name: recipient.name, token: await scene.openSession(recipient.id) },
    names: [
      [sender.email, '<the sender’s address>'],
      [recipient.email, '<the recipient’s address>'],
      [sender.name, '<the sender’s name>'],
      [recipient.name, '<the recipient’s name>'],
      [sender.id, '<the sender>'],
      [recipient.id, '<the recipient>'],
    ],
  }
}

type Ask = (token: string, call: string, json?: unknown) => Promise<string>

/** Of the opaque cursor what is about the feed: how far it has counted. */
function withoutMoment(text: string): string {
  return text.replace(/"next":"([\w-]+)"/, (_all, cursor: string) => `"next":${readCursor(cursor).position}`)
}

/** All that an answer says, but the number of the request. */
async function wholeAnswer(answer: Response): Promise<string> {
  const headers = [...answer.headers].filter(([name]) => name !== 'x-request-id')
  const text = (await answer.text()).replace(answer.headers.get('x-request-id') ?? '-', '')
  return `${answer.status} ${JSON.stringify(headers)} ${withoutMoment(text)}`
}

/** Everything that a sender can ask, about somebody and about what they sent them. */
async function look(ask: Ask, { sender, recipient }: Pair, id: string): Promise<string[]> {
  const people = [{ role: 'author', name: recipient.name }]
  const page = { tool: 'gitlab', origin: 'https://git.corp.example', people }
  return [
    await ask(sender.token, `GET /api/v1/recognitions/${id}`),
    await ask(sender.token, 'GET /api/v1/changes'),
    await ask(sender.token, 'GET /api/v1/recognitions'),
    await ask(sender.token, 'GET /api/v1/me'),
    await ask(sender.token, 'POST /api/v1/people/match', page),
    await ask(recipient.token, `POST /api/v1/recognitions/${id}/read`),
  ]
}

/** Sends, and looks after each step of what becomes of it. @returns all that the sender was told. */
async function story(ask: Ask, pair: Pair): Promise<string[]> {
  const { sender, recipient } = pair
  const { id, json } = newSpot([recipient.id], { visibility: 'public' })
  const told = [await ask(sender.token, `PUT /api/v1/recognitions/${id}`, json)]
  told.push(await ask(sender.token, `PUT /api/v1/recognitions/${id}`, json))
  told.push(...(await look(ask, pair, id)))
  const steps = [
    ['publication', { publish: true }],
    ['reaction', { word: 'thank-you', line: null }],
    ['publication', { publish: false }],
  ] as const
  for (const [what, body] of steps) {
    await ask(recipient.token, `POST /api/v1/recognitions/${id}/${what}`, body)
    told.push(...(await look(ask, pair, id)))
  }
  told.push(await ask(sender.token, `DELETE /api/v1/recognitions/${id}`))
  told.push(...(await look(ask, pair, id)))
  const named = [...pair.names, [id, '<the bright spot>'] as const]
  return told.map((text) => named.reduce((all, [from, to]) => all.replaceAll(from, to), text))
}

/** What becomes of a sender whom the recipient has muted, beside one whom nobody has. */
export function describeMutes(name: string, open: () => Promise<OpenedStore>): void {
  describe(`whoever is muted: ${name}`, () => {
    let opened: OpenedStore
    let office: AppOnStore
    let scene: Scene

    beforeAll(async () => {
      opened = await open()
      office = createAppOnStore(opened.store, NOW, { undoSeconds: 0 })
      scene = new Scene(opened.store)
    })
    afterAll(async () => {
      await office.close()
      await opened.remove()
    })

    const ask: Ask = async (token, call, json) => {
      const [method = '', path = ''] = call.split(' ')
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
      const body = json === undefined ? null : JSON.stringify(json)
      return wholeAnswer(await office.app.request(path, { method, headers, body }))
    }
    const tell = async (preferences: (pair: Pair) => object) => {
      const pair = await addPair(scene)
      await scene.store.people.prefer(pair.recipient.id, preferences(pair))
      return story(ask, pair)
    }

    test('is told the very same as if they were not', async () => {
      const usual = await tell(() => ({}))
      expect(await tell(({ sender }) => ({ mute: sender.id }))).toEqual(usual)
    })

    test('and so is whoever writes to somebody who wants quiet', async () => {
      const usual = await tell(() => ({}))
      const quietHours = { from: '00:00', to: '23:59', weekends: true }
      expect(await tell(() => ({ snoozedUntil: '2030-01-01T00:00:00.000Z', quietHours }))).toEqual(usual)
    })

    test('would be told of a difference, if there were one', async () => {
      const usual = await tell(() => ({}))
      expect(await tell(() => ({ share: 'always' }))).not.toEqual(usual)
    })
  })
}
