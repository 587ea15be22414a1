import { writeSync } from 'node:fs'
import { join } from 'node:path'
import { replaceFile } from '../../../server/stores/lowdb/disk.ts'
import { diskNamed } from './disks.ts'

/** `replacing-writer.ts FOLDER - DISK` counts in a file that it replaces each time, and says how far it got. */
const [, , folder = '', , diskName = 'real'] = process.argv
const disk = diskNamed(diskName)

/** More than fits into a page, as a checkpoint is. */
const PADDING = 'x'.repeat(20_000)

for (let count = 1; ; count += 1) {
  await replaceFile(disk, join(folder, 'count.json'), JSON.stringify({ count, padding: PADDING }))
  writeSync(1, `${JSON.stringify({ count })}\n`)
}
