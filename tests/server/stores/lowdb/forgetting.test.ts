import { expect, test } from 'vitest'
import { newPerson } from '../../../../server/stores/lowdb/people-rows.ts'
import type { AuditRow, Party, StoreRow } from '../../../../server/stores/rows.ts'
import { LATER, profile, SENT_AT } from '../../../contracts/store-subject.ts'
import { useStoreFolder } from './store-folder.ts'

const folder = useStoreFolder()

function entry(nth: number): AuditRow {
  const nothing = { target: null, address: null, requestId: null, details: {} }
  const actor = { kind: 'server' as const, id: null }
  return { id: `entry-${String(nth).padStart(4, '0')}`, at: SENT_AT, action: 'x', actor, ...nothing }
}

function party(personId: string, role: Party['role'], position: number): Party {
  return { personId, role, position, readAt: null, hiddenAt: null, publication: 'ask', answer: null }
}

function spot(nth: number): StoreRow {
  const content = {
    recipients: ['ben'],
    message: 'M',
    values: [],
    visibility: 'private' as const,
    context: null,
  }
  const times = { sentAt: SENT_AT, deliverAt: SENT_AT, deliveredAt: SENT_AT, withdrawnAt: null }
  const parties = [party('ada', 'sender', nth), party('ben', 'recipient', nth)]
  return {
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

async function* rowsOf(count: number): AsyncGenerator<StoreRow> {
  for (const id of ['ada', 'ben']) yield { person: { ...newPerson(profile(id), SENT_AT), id } }
  for (let nth = 1; nth <= count; nth += 1) yield { audit: entry(nth) }
  for (const personId of ['ada', 'ben']) yield { feed: { personId, position: count } }
  for (let nth = 1; nth <= count; nth += 1) yield spot(nth)
}

/** What each call took, until one took nothing. */
async function countsOf(forget: () => Promise<number>): Promise<number[]> {
  const counts = [await forget()]
  while (counts.at(-1) !== 0) counts.push(await forget())
  return counts
}

test('much that is old is forgotten some at a time, and nothing of it is left out', async () => {
  const store = await folder.open()
  await store.fill(rowsOf(1_100))
  const spots = await countsOf(() => store.recognitions.forgetBefore(LATER, LATER))
  const entries = await countsOf(() => store.audit.forgetBefore(LATER))
  for (const counts of [spots, entries]) {
    expect(Math.max(...counts)).toBeLessThan(1_000)
    expect(counts.reduce((sum, count) => sum + count)).toBe(1_100)
  }
  const page = await store.recognitions.changes('ben', null, 2_000)
  expect(page).toMatchObject({ kind: 'page', next: { position: 2_200 } })
  if (page.kind !== 'page') throw new Error(page.kind)
  expect(new Set(page.changes.map(({ type }) => type))).toEqual(new Set(['removed']))
})
