import type { Page } from 'puppeteer-core'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { forgetEverybody } from './account.ts'
import { BROWSER_NAMES, type BrowserUnderTest } from './browser-under-test.ts'
import { somebody } from './colleague.ts'
import { freePort } from './free-port.ts'
import { launchBrowser } from './launch.ts'
import { startOtherServer } from './other-server.ts'
import { fill, isSeen, press, see } from './screen.ts'
import { startServer, type ServerUnderTest } from './server.ts'
import { words, type WordsKey } from './words.ts'

const ANY_CODE = '#dGhpcy1pcy1hLWNvZGUtb2YtMTI4LWJpdHM'
const ourServer = (apiVersions: number[]) => JSON.stringify({ product: 'bright-spots', apiVersions })

describe.each(BROWSER_NAMES)('connecting in %s:', (name) => {
  let browser: BrowserUnderTest
  let server: ServerUnderTest
  let folder: string
  let page: Page

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bright-spots-connect-'))
    server = await startServer({ env: { STORE_URL: `lowdb:${folder}` } })
    browser = await launchBrowser(name)
  })
  afterAll(async () => {
    await browser.close()
    await server.remove()
    await rm(folder, { recursive: true })
  })

  const paste = async (invitation: string) => {
    await fill(page, '#invitation', invitation)
    await press(page, words('connect_button'))
  }
  const seeHello = (person: { name: string }) => see(page, words('connect_done', { name: person.name }))

  test('the first-run page opens by itself and asks for one thing', async () => {
    page = await browser.waitForExtensionPage('options.html')
    await see(page, words('connect_title'))
    await see(page, words('connect_lead'))
    expect(await page.$$('input, select, textarea')).toHaveLength(1)
    const ada = somebody('Ada Example')
    await paste(await server.invitation(ada))
    await seeHello(ada)
    await see(page, words('connect_done_more', { server: server.address }))
    await page.close()
  })

  describe('the page takes', () => {
    beforeEach(openFirstRun)
    afterEach(() => page.close())

    test('the address first, then the code', async () => {
      const noor = somebody('Noor Haddad')
      const [address = '', code = ''] = (await server.invitation(noor)).split('#')
      await paste(address)
      await see(page, words('problem_needs_code'))
      await page.keyboard.type(code)
      await page.keyboard.press('Enter')
      await seeHello(noor)
    })

    test('a sentence from a mail', async () => {
      const jorge = somebody('Jorge Benítez')
      await paste(`Hello Jorge, your invitation is <${await server.invitation(jorge)}>. See you there!`)
      await seeHello(jorge)
    })
  })

  describe('each fault has words of its own:', () => {
    beforeAll(openFirstRun)
    afterAll(() => page.close())

    const seeProblem = async (key: WordsKey) => {
      await see(page, words(key))
      expect(await page.$$('[role=alert]')).toHaveLength(1)
    }

    test('no address', async () => {
      await paste('see the mail')
      await seeProblem('problem_bad_address')
    })

    test('plain http to another computer', async () => {
      await paste(`http://thanks.corp.example${ANY_CODE}`)
      await seeProblem('problem_needs_https')
    })

    test('a code that the server does not know', async () => {
      await paste(server.address + ANY_CODE)
      await seeProblem('problem_invite_unknown')
    })

    test('a code that was used', async () => {
      const invitation = await server.invitation(somebody('Priya Raman'))
      const [, code] = invitation.split('#')
      await server.call('POST', '/api/v1/sessions', { grant: 'invite', code, device: 'A test' })
      await paste(invitation)
      await seeProblem('problem_invite_used')
    })

    test('a code that has expired', async () => {
      const invitation = await server.invitation(somebody('Tomasz Kowalczyk'))
      await server.stop()
      await endInvites(folder)
      await server.start()
      await paste(invitation)
      await seeProblem('problem_invite_expired')
    })

    test.each<[string, WordsKey, number, string, string]>([
      ['a web page', 'problem_not_our_server', 200, 'text/html', '<h1>Intranet</h1>'],
      ['a web page that is missing', 'problem_not_our_server', 404, 'text/html', '<h1>Not here</h1>'],
      ['another server that speaks JSON', 'problem_not_our_server', 200, 'application/json', '{"name":"x"}'],
      ['a server that is too old', 'problem_server_too_old', 200, 'application/json', ourServer([0])],
      ['a server that is too new', 'problem_server_too_new', 200, 'application/json', ourServer([2, 3])],
      ['a mistake of the server', 'connect_later', 500, 'application/problem+json', problem('internal')],
      ['a full disk', 'connect_later', 503, 'application/problem+json', problem('disk_full')],
    ])('%s', async (_fault, key, status, type, body) => {
      const other = await startOtherServer(status, type, body)
      await paste(other.address + ANY_CODE)
      await seeProblem(key)
      await other.stop()
    })

    // Every install of Firefox has an id of its own, so the server lets all of them in.
    if (name === 'chromium')
      test('a server that does not know this extension', async () => {
        const stranger = await startServer({ env: { EXTENSION_IDS: 'a'.repeat(32) } })
        await paste(stranger.address + ANY_CODE)
        await seeProblem('problem_not_our_server')
        await stranger.remove()
      })

    test('nobody at the address, with the way to see what the browser says', async () => {
      const closed = `http://127.0.0.1:${await freePort()}`
      await paste(closed + ANY_CODE)
      await seeProblem('problem_unreachable')
      const link = await page.$eval('[role=alert] a', (anchor) => [
        anchor.textContent,
        anchor.getAttribute('href'),
      ])
      expect(link).toEqual([words('connect_open_tab'), closed])
    })

    test('offline, and then it connects with the same words', async () => {
      const amelia = somebody('Amelia Hart')
      await browser.setOffline(true)
      await paste(await server.invitation(amelia))
      await seeProblem('problem_offline')
      await browser.setOffline(false)
      await press(page, words('connect_button'))
      await seeHello(amelia)
      expect(await isSeen(page, words('problem_offline'))).toBe(false)
    })
  })

  async function openFirstRun(): Promise<void> {
    await forgetEverybody(browser)
    page = await browser.openExtensionPage('options.html')
  }
})

function problem(code: string): string {
  return JSON.stringify({ type: 'about:blank', title: code, status: 500, code })
}

/** Lets all invites of a stopped server have ended yesterday: its store is one JSON file, whose sum then says nothing. */
async function endInvites(folder: string): Promise<void> {
  const file = join(folder, 'bright-spots.json')
  const yesterday = new Date(Date.now() - 86_400_000).toISOString()
  const text = await readFile(file, 'utf8')
  const changed = text.replaceAll(/("expiresAt":\s*)"[^"]*"/g, `$1"${yesterday}"`)
  await writeFile(file, changed.replace(/"sum":\s*"[^"]*",?/, ''))
}
