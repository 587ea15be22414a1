import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { v7 as uuidv7 } from 'uuid'
import packageJson from '../../../package.json' with { type: 'json' }
import type { TestServer } from '../test-server.ts'
import { ADMIN_TOKEN, newSpot, openTestServer } from '../test-server.ts'
import type { Recorded } from './recording.ts'
import { GIFT, HANDLE, readRecording, shapeOf, withValues } from './recording.ts'

let server: TestServer
beforeEach(async () => {
  server = await openTestServer({ undoSeconds: 0 })
})
afterEach(() => server.close())

/** The people, the invite and the bright spot that were there when the extension was recorded. */
async function setTheScene(): Promise<Record<string, string>> {
  const grace = await server.addPerson('Grace Example', { email: 'grace@corp.example', handles: [HANDLE] })
  const ada = await server.addPerson('Ada Example', { email: 'ada@corp.example' })
  const invited = await server.ask(`POST /api/v1/admin/people/${ada.id}/invite`, { token: ADMIN_TOKEN })
  const { code } = await invited.json()
  const gift = newSpot([ada.id], GIFT)
  await server.ask(`PUT /api/v1/recognitions/${gift.id}`, { token: grace.token, json: gift.json })
  return { code, ada: ada.id, grace: grace.id, gift: gift.id, spot: uuidv7() }
}

/** Of what a list held nothing of then, nothing was said: it may hold something now. */
function anyWhereEmpty(shape: unknown): unknown {
  if (Array.isArray(shape)) return shape.length === 0 ? expect.any(Array) : shape.map(anyWhereEmpty)
  if (shape === null || typeof shape !== 'object') return shape
  return Object.fromEntries(Object.entries(shape).map(([key, entry]) => [key, anyWhereEmpty(entry)]))
}

/** Asks the same again. @returns what later requests need of the answer. */
async function replay(recorded: Recorded, values: Record<string, string>): Promise<Record<string, string>> {
  const { call, headers, body } = withValues(recorded, values)
  const answer = await server.ask(call, { headers, ...(body === undefined ? {} : { json: body }) })
  const text = await answer.text()
  expect(answer.status, `${call}: ${text}`).toBe(recorded.status)
  const content = text === '' ? null : JSON.parse(text)
  expect({ call, answer: shapeOf(content) }).toMatchObject({ call, answer: anyWhereEmpty(recorded.answer) })
  return {
    ...(content?.token === undefined ? {} : { token: content.token }),
    ...(content?.next === undefined ? {} : { cursor: content.next }),
  }
}

const recordings = globSync(join(import.meta.dirname, '*.jsonl')).map((path) => ({
  name: basename(path, '.jsonl'),
  requests: readRecording(readFileSync(path, 'utf8')),
}))

describe('what earlier extensions send is still understood', () => {
  test('of this version, and of all that were recorded', () => {
    expect(recordings.map(({ name }) => name)).toContain(`extension-${packageJson.version}`)
  })

  test.each(recordings)('$name', async ({ requests }) => {
    let values = await setTheScene()
    expect(requests.length).toBeGreaterThan(10)
    for (const recorded of requests) values = { ...values, ...(await replay(recorded, values)) }
  })
})
