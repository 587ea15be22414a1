import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BrowserUnderTest } from './browser-under-test.ts'
import { BROWSER_NAMES } from './browser-under-test.ts'
import { connectAs } from './account.ts'
import {
  pressControlEnter,
  readComposer,
  turnOnSite,
  waitForRecipient,
  waitForText,
  writeMessage,
} from './as-a-person.ts'
import { asColleague, somebody, type Colleague } from './colleague.ts'
import { launchBrowser } from './launch.ts'
import { clickLauncher } from './launcher-in-page.ts'
import { startServer, type ServerUnderTest } from './server.ts'
import { until } from './until.ts'

const run = promisify(execFile)

/** Kept beside the project, not in it: installs and fills a MediaWiki. */
const SCRIPTS = join(import.meta.dirname, '../../../shared/realtools/mediawiki')
const ORIGIN = 'http://127.0.0.1:18081'
const ARTICLE = `${ORIGIN}/wiki/Payments_on-call_runbook`
const LAST_EDITOR = { name: 'Li Wei', handle: 'Liwei' }
const INSTALLS_WITHIN_MS = 600_000

const isHere = existsSync(join(SCRIPTS, 'start.sh'))
const title = isHere
  ? 'a real MediaWiki in %s:'
  : 'a real MediaWiki in %s (skipped: its start.sh is not here):'

describe.skipIf(!isHere).each(BROWSER_NAMES)(title, (name) => {
  let browser: BrowserUnderTest
  let server: ServerUnderTest
  let editor: Colleague

  beforeAll(async () => {
    await run('bash', [join(SCRIPTS, 'start.sh')])
    server = await startServer()
    editor = await addEditor(server)
    browser = await launchBrowser(name)
    await connectAs(browser, await server.invitation(somebody('Amelia Hart')))
  }, INSTALLS_WITHIN_MS)
  afterAll(async () => {
    await Promise.all([browser.close(), server.remove()])
    await run('bash', [join(SCRIPTS, 'stop.sh')])
  })

  test('from an article to its last editor, whom the wiki itself names', async () => {
    const page = await browser.openPage(ARTICLE)
    await turnOnSite(browser, page)
    await clickLauncher(page)
    const composer = await browser.waitForPopup()
    await waitForRecipient(composer, LAST_EDITOR.name)
    const { recipients, workItem } = await readComposer(composer)
    expect(recipients).toEqual([LAST_EDITOR.name])
    expect(workItem?.title).toBe('Payments on-call runbook')
    await writeMessage(composer, 'The shard count saved the night.')
    await pressControlEnter(composer)
    await waitForText(composer, 'h2', 'Li')
    const arrived = await until('it to arrive', async () => (await editor.received())[0])
    expect(arrived).toMatchObject({
      message: 'The shard count saved the night.',
      context: { tool: 'mediawiki', kind: 'wiki', title: 'Payments on-call runbook', url: ARTICLE },
    })
  })
})

/** Whom the server knows by the name that the wiki has for them. */
async function addEditor(server: ServerUnderTest): Promise<Colleague> {
  const { name, handle } = LAST_EDITOR
  const handles = [{ tool: 'mediawiki', origin: ORIGIN, handle }]
  const person = await server.addPerson({ ...somebody(name), handles })
  return asColleague(server, person, await server.signIn(person.id))
}
