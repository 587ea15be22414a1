import { writeSync } from 'node:fs'
import { openLowdbStore } from '../../../server/stores/lowdb/open.ts'
import { diskNamed } from './disks.ts'
import type { Said } from './script.ts'
import { acceptanceOf, NAMES, START } from './script.ts'

/** `power-cut-writer.ts FOLDER PREFIX DISK` sends bright spots without end, several at a time, and says which were acknowledged. */
const [, , folder = '', prefix = '', diskName = 'real'] = process.argv

/** As many at a time; the store is closed and opened again after so many, for the sake of its checkpoints. */
const AT_ONCE = 4
const PER_RUN = 12

function say(said: Said): void {
  writeSync(1, `${JSON.stringify(said)}\n`)
}

const people: string[] = []
for (let sent = 0; ; sent += PER_RUN) {
  const store = await openLowdbStore(folder, { disk: diskNamed(diskName) })
  for (const name of NAMES.slice(people.length)) {
    const profile = { name, email: `${name}@corp.example`, team: null, role: 'member' as const, handles: [] }
    const outcome = await store.people.create(profile, START)
    if (outcome.kind !== 'stored') throw new Error(outcome.kind)
    people.push(outcome.person.id)
    say({ person: name, id: outcome.person.id })
  }
  const send = async (number: number) => {
    const id = `${prefix}-${number}`
    await store.recognitions.accept(acceptanceOf(id, people))
    say({ accepted: id })
  }
  for (let nth = 0; nth < PER_RUN; nth += AT_ONCE)
    await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => send(sent + nth + index)))
  await store.close()
}
