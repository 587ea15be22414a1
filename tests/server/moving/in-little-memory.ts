import { createReadStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { readRows, writeRows } from '../../../server/moving/row-file.ts'
import { Soundness } from '../../../server/moving/soundness.ts'
import type { StoreRow } from '../../../server/stores/rows.ts'
import { manyRows, streamOf } from './rows.ts'

/** A process of its own, that its test gives little memory: moves 20,000 long rows to a file and back. `hoarding` keeps them all first. */
const RECOGNITIONS = 20_000
const [path = '', how] = process.argv.slice(2)

async function collected(rows: AsyncIterable<StoreRow>): Promise<AsyncIterable<StoreRow>> {
  return streamOf(await Array.fromAsync(rows))
}

await writeFile(path, writeRows(manyRows(RECOGNITIONS, 'x'.repeat(2_000)), new Date()))
const rows = await readRows(createReadStream(path))
const soundness = new Soundness()
for await (const row of how === 'hoarding' ? await collected(rows) : rows) soundness.add(row)
console.log(JSON.stringify({ ...soundness.counts, faults: soundness.faults.count }))
