import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import packageFile from '../../package.json' with { type: 'json' }
import { listingFor, readListings, STORES, type Listing, type Store } from '../../extension/store/listing.ts'
import { buildExtension, builtExtension } from '../e2e/extension-build.ts'
import { openAlbum, type Album } from './album.ts'
import { launchPlayers, type Troupe } from './players.ts'
import { setStage } from './stage.ts'
import { composeStorePictures } from './store-pictures.ts'
import { playStory } from './story.ts'

/** `npm run store-listing`: what the stores show and ask, with pictures of the real product. */
const FOLDER = join(import.meta.dirname, '../../.output/stores')
const UNDO_SECONDS = 8

const ZIPS: Record<Store, string> = { chrome: 'chrome', edge: 'chrome', firefox: 'firefox' }

function writeTexts(): void {
  mkdirSync(FOLDER, { recursive: true })
  for (const store of STORES) {
    const zip = `bright-spots-${packageFile.version}-${ZIPS[store]}.zip`
    writeFileSync(join(FOLDER, `${store}.md`), `${listingFor(store, zip)}\n`)
  }
}

async function main(): Promise<void> {
  writeTexts()
  const shots = mkdtempSync(join(tmpdir(), 'bright-spots-shots-'))
  const troupe = await launchPlayers((browser) => {
    buildExtension(browser)
    return builtExtension(browser)
  })
  try {
    const album = openAlbum(shots)
    await takePictures(troupe, album)
    for (const listing of readListings()) await frame(troupe, album, listing)
  } finally {
    await troupe.close()
    rmSync(shots, { recursive: true })
  }
  console.log(`Texts and pictures for ${STORES.join(', ')} are in .output/stores`)
}

async function takePictures(troupe: Troupe, album: Album): Promise<void> {
  const stage = await setStage(UNDO_SECONDS)
  try {
    await playStory(stage, troupe, album)
    const settings = await troupe.sender.openExtensionPage('options.html')
    await settings.waitForSelector('h1')
    await album.take(troupe.sender, settings, 'settings')
  } finally {
    await stage.close()
  }
}

async function frame({ sender }: Troupe, album: Album, { language, headlines }: Listing): Promise<void> {
  const page = await sender.openPage('about:blank')
  await composeStorePictures(page, album, headlines, join(FOLDER, 'pictures', language))
}

try {
  await main()
} catch (fault) {
  console.error(fault instanceof Error ? fault.message : fault)
  process.exitCode = 1
}
