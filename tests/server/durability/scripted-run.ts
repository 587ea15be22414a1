import { writeSync } from 'node:fs'
import { Problem } from '../../../shared/problem.ts'
import { CannotStart } from '../../../server/cannot-start.ts'
import { openLowdbStore } from '../../../server/stores/lowdb/open.ts'
import type { Store } from '../../../server/stores/store.ts'
import { diskNamed } from './disks.ts'
import type { Said } from './script.ts'
import { acceptanceOf, checksumOf, DUE, NAMES, READ, START } from './script.ts'

/**
 * `scripted-run.ts FOLDER PREFIX DISK` uses the store in a folder in all the ways in which it writes, twice from start to stop, and
 * says what was acknowledged. What is refused it asks again: a fault is over after one call.
 */
const [, , folder = '', prefix = '', diskName = 'real'] = process.argv
const disk = diskNamed(diskName)
/** Making good again after a fault may meet another one. */
const TRIES = 4

/** Written before the call returns: a kill takes back nothing that was said. */
function say(said: Said): void {
  writeSync(1, `${JSON.stringify(said)}\n`)
}

async function insist<Result>(ask: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1)
    try {
      return await ask()
    } catch (error) {
      const isRefusal = error instanceof Problem || error instanceof CannotStart
      if (!isRefusal || tries === TRIES) throw error
      say({ refused: error.message })
    }
}

const open = () => insist(() => openLowdbStore(folder, { disk }))

async function addPerson(store: Store, name: string): Promise<string> {
  const email = `${name}@corp.example`
  const profile = { name, email, team: null, role: 'member' as const, handles: [] }
  await insist(() => store.people.create(profile, START))
  const id = (await store.people.findByEmail(email))?.id ?? ''
  say({ person: name, id })
  return id
}

async function accept(store: Store, people: readonly string[], id: string): Promise<void> {
  const { kind } = await insist(() => store.recognitions.accept(acceptanceOf(id, people)))
  if (kind !== 'created') throw new Error(`${id} is ${kind}`)
  say({ accepted: id })
}

async function deliver(store: Store, ids: string[]): Promise<void> {
  await insist(() => store.recognitions.deliverDue(DUE))
  say({ delivered: ids })
}

async function read(store: Store, reader: string, id: string): Promise<void> {
  await insist(() => store.recognitions.amend(id, reader, { readAt: READ, publication: 'agreed' }))
  say({ read: id })
}

async function withdraw(store: Store, sender: string, id: string): Promise<void> {
  await insist(() => store.recognitions.withdraw(id, sender, READ))
  say({ withdrawn: id })
}

async function sayRows(store: Store): Promise<void> {
  say({ rows: await checksumOf(store) })
}

const idOf = (letter: string) => `${prefix}-${letter}`

async function firstRun(): Promise<string[]> {
  const store = await open()
  const people: string[] = []
  for (const name of NAMES) people.push(await addPerson(store, name))
  const [ada = '', ben = ''] = people
  await accept(store, people, idOf('a'))
  await Promise.all(['b', 'c', 'd'].map(idOf).map((id) => accept(store, people, id)))
  await deliver(store, ['a', 'b', 'c', 'd'].map(idOf))
  await Promise.all([
    read(store, ben, idOf('a')),
    withdraw(store, ada, idOf('b')),
    accept(store, people, idOf('e')),
  ])
  await store.ping().catch((error: unknown) => say({ refused: String(error) }))
  await sayRows(store)
  await store.close()
  return people
}

async function secondRun(people: readonly string[]): Promise<void> {
  const store = await open()
  await sayRows(store)
  await Promise.all(['f', 'g'].map(idOf).map((id) => accept(store, people, id)))
  await withdraw(store, people[0] ?? '', idOf('e'))
  await accept(store, people, idOf('h'))
  await deliver(store, ['f', 'g', 'h'].map(idOf))
  await sayRows(store)
  await store.close()
}

await secondRun(await firstRun())
say({ done: true })
