import { expect, test } from 'vitest'
import { openLowdbStore } from '../../../../server/stores/lowdb/open.ts'
import { newPerson } from '../../../../server/stores/lowdb/people-rows.ts'
import type { StoreRow } from '../../../../server/stores/rows.ts'
import type { Store } from '../../../../server/stores/store.ts'
import { profile, SENT_AT } from '../../../contracts/store-subject.ts'
import { spotBetween, useStoreFolder } from './store-folder.ts'

const folder = useStoreFolder()

/** Ada, and so many bright spots that she sent to herself. */
async function* rowsOf(count: number): AsyncGenerator<StoreRow> {
  yield { person: { ...newPerson(profile('ada'), SENT_AT), id: 'ada' } }
  yield { feed: { personId: 'ada', position: count } }
  const times = { sentAt: SENT_AT, deliverAt: SENT_AT, deliveredAt: SENT_AT, withdrawnAt: null }
  for (let nth = 1; nth <= count; nth += 1) {
    const content = {
      recipients: [],
      message: 'M',
      values: [],
      visibility: 'private' as const,
      context: null,
    }
    const party = { personId: 'ada', role: 'sender' as const, readAt: null, hiddenAt: null, answer: null }
    const parties = [{ ...party, position: nth, publication: 'ask' as const }]
    yield {
      recognition: {
        id: `spot-${nth}`,
        senderId: 'ada',
        content,
        ...times,
        parties,
        meToo: [],
        moderation: null,
      },
    }
  }
}

/** A store with so many in it, and what it warned of. */
async function openWith(count: number) {
  const lines: string[] = []
  const open = () => openLowdbStore(folder.path, { warn: (line) => lines.push(line) })
  const store = await open()
  await store.fill(rowsOf(count))
  return { store, lines, open }
}

async function send(store: Store, count: number): Promise<void> {
  const spots = Array.from({ length: count }, () => spotBetween('ada', 'ada'))
  await Promise.all(spots.map((spot) => store.recognitions.accept(spot)))
}

const numbers = (lines: readonly string[]) => lines.map((line) => /has ([\d,]+) bright spots/.exec(line)?.[1])

test('a store that comes to 80,000 says so once, and what to do, and so does each start', async () => {
  const { store, lines, open } = await openWith(79_998)
  await send(store, 1)
  expect(lines).toEqual([])
  await send(store, 3)
  await send(store, 2)
  expect(lines).toEqual([
    `The store has 80,000 bright spots or more, and this kind is made for 100,000. To move to PostgreSQL stop the server, run: npm run store -- copy lowdb:${folder.path} postgres://USER:PASSWORD@HOST/DATABASE, and set STORE_URL to that address`,
  ])
  await store.close()
  await (await open()).close()
  expect(numbers(lines)).toEqual(['80,000', '80,000'])
})

test('and again at 100,000', async () => {
  const { store, lines } = await openWith(99_999)
  expect(numbers(lines)).toEqual(['80,000'])
  await send(store, 2)
  await send(store, 2)
  expect(numbers(lines)).toEqual(['80,000', '100,000'])
  await store.close()
})
