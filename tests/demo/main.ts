import { once } from 'node:events'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { BrowserName } from '../e2e/browser-under-test.ts'
import { buildExtension, builtExtension } from '../e2e/extension-build.ts'
import { openAlbum } from './album.ts'
import { launchPlayers, type Troupe } from './players.ts'
import { composePictures } from './pictures.ts'
import { setStage, type Stage } from './stage.ts'
import { MESSAGE, playStory } from './story.ts'

/** `npm run demo`: a bright spot travels from a page to an inbox, in real browsers, and says so. */
const USAGE = 'Usage: npm run demo -- [--keep] [--pictures] [--screenshots FOLDER]'
const wishes = readWishes()

const UNDO_SECONDS = 4
const PICTURES = join(import.meta.dirname, '../../.github/pictures')

function readWishes() {
  try {
    const { values } = parseArgs({
      options: {
        keep: { type: 'boolean', default: false },
        pictures: { type: 'boolean', default: false },
        screenshots: { type: 'string', default: '.screenshots' },
      },
    })
    return values
  } catch {
    console.error(USAGE)
    return process.exit(1)
  }
}

function build(browser: BrowserName): string {
  console.log('Building the extension')
  buildExtension(browser)
  return builtExtension(browser)
}

async function main(): Promise<void> {
  const troupe = await launchPlayers(build)
  try {
    await show(troupe)
  } finally {
    await troupe.close()
  }
}

async function show(troupe: Troupe): Promise<void> {
  const stage = await setStage(UNDO_SECONDS)
  try {
    await perform(stage, troupe)
  } finally {
    await stage.close()
  }
}

async function perform(stage: Stage, troupe: Troupe): Promise<void> {
  const { server, sites } = stage
  console.log(`The server is up at ${server.address}, a wiki, a tracker and a code review at ${sites.origin}`)
  const album = openAlbum(wishes.screenshots)
  await playStory(stage, troupe, album)
  if (wishes.pictures) await composePictures(troupe.sender, album, PICTURES)
  tell()
  if (wishes.keep) await waitForFarewell(stage, troupe)
}

function tell(): void {
  console.log(`
Amelia opened 'Rotating the signing keys' in the handbook, clicked 'Send a bright spot' beside its title, and wrote
to Grace, who had edited it last:

${MESSAGE.replaceAll(/^/gm, '    ')}

Grace read it in her inbox, with a link back to the page. Nobody else can.
Screenshots of each moment, light and dark: ${wishes.screenshots}/demo-*.png`)
}

async function waitForFarewell({ server, sites }: Stage, { isVisible }: Troupe): Promise<void> {
  console.log(`
Everything keeps running until Ctrl+C:
  the server      ${server.address}/docs   admin token: ${server.adminToken}
  the wiki        ${sites.wiki}
  the tracker     ${sites.ticket}
  the code review ${sites.review}
${isVisible ? 'Click through both browsers.' : 'There is no display, so the browsers cannot be seen.'}`)
  const signals = ['SIGINT', 'SIGTERM']
  // Puppeteer's own listeners would end this process before the server is stopped and its folder removed.
  for (const signal of signals) process.removeAllListeners(signal)
  await Promise.race(signals.map((signal) => once(process, signal)))
}

try {
  await main()
} catch (fault) {
  console.error(fault instanceof Error ? fault.message : fault)
  process.exitCode = 1
}
