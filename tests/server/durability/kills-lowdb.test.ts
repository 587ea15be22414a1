import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { makeTemporaryFolder } from '../stores/temporary-folder.ts'
import type { Place } from './kills.ts'
import { describeKills, findMistake } from './kills.ts'

async function makePlace(): Promise<Place> {
  const folder = await makeTemporaryFolder()
  return { url: `lowdb:${folder}`, remove: () => rm(folder, { recursive: true }) }
}

describeKills('lowdb', makePlace)

test('a kill catches a server that answers before it has appended', async () => {
  const place = await makePlace()
  const mistake = pathToFileURL(join(import.meta.dirname, 'late-journal.ts')).href
  expect(await findMistake(place, mistake)).not.toEqual([])
  await place.remove()
}, 60_000)
