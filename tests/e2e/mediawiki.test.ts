import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Page } from 'puppeteer-core'
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
import { clickLauncher, launcherBox } from './launcher-in-page.ts'
import { startServer, type ServerUnderTest } from './server.ts'
import { until } from './until.ts'

const run = promisify(execFile)

/** Kept beside the project, not in it: installs and fills a MediaWiki. */
const SCRIPTS = join(import.meta.dirname, '../../../shared/realtools/mediawiki')
/** Where those scripts let the wiki's web server write down every request. */
const LOG = join(
  process.env['REALTOOLS_DATA'] ?? join(homedir(), '.cache/real-tools'),
  'mediawiki/server.log',
)
const ORIGIN = 'http://127.0.0.1:18081'
const NAME = 'Payments_on-call_runbook'
const TITLE = 'Payments on-call runbook'
const INSTALLS_WITHIN_MS = 600_000

/** As the wiki calls them. */
const HANDLES = {
  'Li Wei': 'Liwei',
  'Priya Raman': 'Priya.raman',
  'Tomasz Kowalczyk': 'Tomasz.k',
  'Noor Haddad': 'Noor.haddad',
  'Siobhán Moss': 'Soconnor',
}
const EDITOR = 'Li Wei'

interface WikiPage {
  what: string
  address: string
  title: string
  recipient: string
  offered: string[]
  /** Requests to the wiki's own API that the click makes: an article alone shows nobody. */
  asked: number
}

const PAGES: readonly WikiPage[] = [
  {
    what: 'article',
    address: `/wiki/${NAME}?`,
    title: TITLE,
    recipient: EDITOR,
    offered: ['Priya Raman'],
    asked: 2,
  },
  {
    what: 'history',
    address: `/w/index.php?title=${NAME}&action=history&`,
    title: TITLE,
    recipient: EDITOR,
    offered: ['Priya Raman'],
    asked: 0,
  },
  {
    what: 'difference',
    address: `/w/index.php?title=${NAME}&diff=cur&oldid=prev&`,
    title: TITLE,
    recipient: EDITOR,
    offered: ['Tomasz Kowalczyk'],
    asked: 0,
  },
  {
    what: 'talk page',
    address: `/wiki/Talk:${NAME}?`,
    title: `Talk:${TITLE}`,
    recipient: 'Noor Haddad',
    offered: ['Siobhán Moss'],
    asked: 0,
  },
]

const SKINS = ['vector-2022', 'vector', 'monobook'] as const

const isHere = existsSync(join(SCRIPTS, 'start.sh'))
const title = isHere
  ? 'a real MediaWiki in %s:'
  : 'a real MediaWiki in %s (skipped: its start.sh is not here):'

describe.skipIf(!isHere).each(BROWSER_NAMES)(title, (name) => {
  let browser: BrowserUnderTest
  let server: ServerUnderTest
  let editor: Colleague
  let page: Page

  beforeAll(async () => {
    await run('bash', [join(SCRIPTS, 'start.sh')])
    server = await startServer()
    editor = await addEditors(server)
    browser = await launchBrowser(name)
    await connectAs(browser, await server.invitation(somebody('Amelia Hart')))
    page = await browser.openPage(`${ORIGIN}/wiki/Main_Page`)
    await turnOnSite(browser, page)
  }, INSTALLS_WITHIN_MS)
  afterAll(async () => {
    await Promise.all([browser.close(), server.remove()])
    await run('bash', [join(SCRIPTS, 'stop.sh')])
  })

  describe.each(SKINS)('in the skin %s', (skin) => {
    test.each(PAGES)('from a click on its $what to those who made it', async (wiki) => {
      await page.goto(`${ORIGIN}${wiki.address}useskin=${skin}`)
      expect(await page.evaluate(() => document.body.className)).toMatch(new RegExp(`skin-${skin}( |$)`))
      const before = requestsToItsApi()
      const { x, y, width, height } = await launcherBox(page)
      expect(requestsToItsApi()).toBe(before)
      await page.mouse.click(x + width / 2, y + height / 2)
      const composer = await browser.waitForPopup()
      await waitForRecipient(composer, wiki.recipient)
      const { recipients, offered, workItem } = await readComposer(composer)
      expect({ recipients, offered, title: workItem?.title }).toEqual({
        recipients: [wiki.recipient],
        offered: wiki.offered,
        title: wiki.title,
      })
      expect(requestsToItsApi() - before).toBe(wiki.asked)
      await browser.closePopup()
    })
  })

  test('what was sent from an article arrives with its one address', async () => {
    await page.goto(`${ORIGIN}/wiki/${NAME}?useskin=vector-2022`)
    await clickLauncher(page)
    const composer = await browser.waitForPopup()
    await waitForRecipient(composer, EDITOR)
    await writeMessage(composer, 'The shard count saved the night.')
    await pressControlEnter(composer)
    await waitForText(composer, 'h2', 'Li')
    const arrived = await until('it to arrive', async () => (await editor.received())[0])
    expect(arrived).toMatchObject({
      message: 'The shard count saved the night.',
      context: { tool: 'mediawiki', kind: 'wiki', title: TITLE, url: `${ORIGIN}/wiki/${NAME}` },
    })
  })
})

/** Whom the server knows by the names that the wiki has for them. @returns the article's last editor. */
async function addEditors(server: ServerUnderTest): Promise<Colleague> {
  const people = await Promise.all(
    Object.entries(HANDLES).map(([name, handle]) =>
      server.addPerson({ ...somebody(name), handles: [{ tool: 'mediawiki', origin: ORIGIN, handle }] }),
    ),
  )
  const last = people.find(({ name }) => name === EDITOR)
  if (!last) throw new Error(`${EDITOR} is not among them`)
  return asColleague(server, last, await server.signIn(last.id))
}

function requestsToItsApi(): number {
  return readFileSync(LOG, 'utf8').split('/api.php?').length - 1
}
