import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { expectProblem } from '../refusals.ts'
import { makeTemporaryFolder } from '../stores/temporary-folder.ts'
import type { SignedIn, TestServer } from '../test-server.ts'
import { newSpot, openTestServer } from '../test-server.ts'
import { openStore } from '../../../server/stores/index.ts'
import { run } from './run-command.ts'

let folder: string
let before: TestServer
let after: TestServer
let ada: SignedIn
let ben: SignedIn
beforeEach(async () => {
  folder = await makeTemporaryFolder()
  before = await openTestServer()
  after = await openTestServer()
  ada = await before.addPerson('Ada')
  ben = await before.addPerson('Ben')
})
afterEach(async () => {
  await Promise.all([before.close(), after.close()])
  await rm(folder, { recursive: true })
})

/** Puts what the first server has into a folder, copies that to another one by the command, and that to the second server. */
async function move(): Promise<void> {
  const [from, to] = [`lowdb:${join(folder, 'from')}`, `lowdb:${join(folder, 'to')}`]
  const source = await openStore(from)
  await source.fill(before.store.rows())
  await source.close()
  expect(await run('copy', from, to)).toMatchObject({ code: 0 })
  const target = await openStore(to)
  await after.store.fill(target.rows())
  await target.close()
}

const send = (server: TestServer, { id, json }: ReturnType<typeof newSpot>) =>
  server.ask(`PUT /api/v1/recognitions/${id}`, { token: ada.token, json })
const feed = (server: TestServer, { token }: SignedIn, query = '') =>
  server.ask(`GET /api/v1/changes${query}`, { token })

describe('after a copy', () => {
  test('nobody signs in again, and feeds start over with all that they had', async () => {
    const spots = [newSpot([ben.id]), newSpot([ben.id])]
    for (const spot of spots) await send(before, spot)
    await before.passUndoTime()
    const { changes, next } = await (await feed(before, ben)).json()
    await move()
    await expectProblem(await feed(after, ben, `?since=${next}`), 'cursor_expired')
    const anew = await (await feed(after, ben)).json()
    expect(anew.changes).toEqual(changes)
    expect(anew.changes.map(({ id }: { id: string }) => id)).toEqual(spots.map(({ id }) => id))
    expect(await (await feed(after, ben, `?since=${anew.next}`)).json()).toMatchObject({ changes: [] })
  })

  test('what an outbox sends again is there once, and what it had not sent arrives', async () => {
    const [unanswered, unsent] = [newSpot([ben.id]), newSpot([ben.id])]
    expect((await send(before, unanswered)).status).toBe(201)
    await move()
    expect((await send(after, unanswered)).status).toBe(200)
    expect((await send(after, unsent)).status).toBe(201)
    await after.passUndoTime()
    const { changes } = await (await feed(after, ben)).json()
    const ids = changes.map(({ id }: { id: string }) => id)
    expect(ids.toSorted()).toEqual([unanswered.id, unsent.id].toSorted())
  })
})
