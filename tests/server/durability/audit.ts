import { openLowdbStore } from '../../../server/stores/lowdb/open.ts'
import type { RecognitionRow } from '../../../server/stores/rows.ts'
import type { Store } from '../../../server/stores/store.ts'
import type { Said } from './script.ts'
import { acceptanceOf, checksumOf, NAMES } from './script.ts'

/** What is wrong with a store, in a line each. */
type Faults = string[]

interface Kept {
  recognitions: Map<string, RecognitionRow>
  feedEnds: Map<string, number>
}

async function readAll(store: Store): Promise<Kept> {
  const kept: Kept = { recognitions: new Map(), feedEnds: new Map() }
  for await (const row of store.rows()) {
    if ('recognition' in row) kept.recognitions.set(row.recognition.id, row.recognition)
    if ('feed' in row) kept.feedEnds.set(row.feed.personId, row.feed.position)
  }
  return kept
}

/** Each row of a feed has a position of its own, and none is ahead of its feed. */
function checkFeeds({ recognitions, feedEnds }: Kept): Faults {
  const taken = new Set<string>()
  const faults: Faults = []
  for (const { id, parties } of recognitions.values())
    for (const { personId, position } of parties) {
      const place = `${personId} ${position}`
      if (taken.has(place)) faults.push(`${id} shares its place in a feed`)
      if (position > (feedEnds.get(personId) ?? 0)) faults.push(`${id} is ahead of its feed`)
      taken.add(place)
    }
  return faults
}

function isKept(said: Said, { recognitions }: Kept): boolean {
  if ('accepted' in said) return recognitions.has(said.accepted)
  if ('delivered' in said) return said.delivered.every((id) => recognitions.get(id)?.deliveredAt)
  if ('read' in said)
    return recognitions.get(said.read)?.parties.some(({ readAt }) => readAt !== null) === true
  if ('withdrawn' in said) return recognitions.get(said.withdrawn)?.content === null
  return true
}

async function sendAgain(store: Store, said: readonly Said[], kept: Kept): Promise<Faults> {
  const people = NAMES.map((name) => said.find((one) => 'person' in one && one.person === name))
  const ids = people.map((person) => (person && 'id' in person ? person.id : ''))
  const faults: Faults = []
  for (const one of said) {
    if (!('accepted' in one)) continue
    const { kind } = await store.recognitions.accept(acceptanceOf(one.accepted, ids))
    const expected = kept.recognitions.get(one.accepted)?.content ? 'same' : 'withdrawn'
    if (kind !== expected) faults.push(`${one.accepted}, sent again, is ${kind}`)
  }
  return faults
}

async function checkPeople(store: Store, said: readonly Said[]): Promise<Faults> {
  const faults: Faults = []
  for (const one of said) {
    if (!('person' in one)) continue
    if (!(await store.people.find(one.id))) faults.push(`${one.person} is lost`)
  }
  return faults
}

async function check(store: Store, said: readonly Said[]): Promise<Faults> {
  const kept = await readAll(store)
  const lost = said.filter((one) => !isKept(one, kept)).map((one) => `lost: ${JSON.stringify(one)}`)
  const feeds = checkFeeds(kept)
  return [...lost, ...feeds, ...(await checkPeople(store, said)), ...(await sendAgain(store, said, kept))]
}

/** Before a stop, after the start that follows, and now: nothing happened in between. */
function checkRows(said: readonly Said[], now: string): Faults {
  const sums = said.flatMap((one) => ('rows' in one ? [one.rows] : []))
  const [first, second, third] = sums
  const faults: Faults = []
  if (second !== undefined && first !== second) faults.push('a stop and a start changed what was stored')
  const isDone = said.some((one) => 'done' in one)
  if (isDone && third !== now) faults.push('the files say something else than memory did')
  return faults
}

/**
 * Opens what a process left behind, and holds it against what that said.
 * @returns what is wrong; it starts twice, since a start writes too.
 */
export async function audit(folder: string, said: readonly Said[]): Promise<Faults> {
  try {
    const first = await openLowdbStore(folder)
    const rows = await checksumOf(first)
    const faults = await check(first, said)
    await first.close()
    const second = await openLowdbStore(folder)
    const rowsAgain = await checksumOf(second)
    await second.close()
    return [...faults, ...checkRows(said, rows), ...(rows === rowsAgain ? [] : ['a start changed it'])]
  } catch (error) {
    return [`does not start: ${String(error)}`]
  }
}
