import { rmSync } from 'node:fs'
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { castAt } from '../demo/people.ts'
import type { BrowserUnderTest } from './browser-under-test.ts'
import { visitEveryScreen } from './every-screen.ts'
import { launchBrowser } from './launch.ts'
import { copyWithPseudoLocale } from './pseudo-locale.ts'
import { SHARED_WORDS } from './screens-of-reading.ts'
import { findUnlocalised } from './unlocalised.ts'

/** What is shown without being stored in the extension: found in the directory, read on a page, or joined by Intl. */
const DATA = [
  ...castAt('').flatMap(({ name, team = '' }) => [name, team]),
  'Rotating the signing keys',
  ...SHARED_WORDS,
  'Amira Said',
  'Nightwatch',
  // Of a site whose reader sees less than it should.
  'localhost',
  'redmine',
  new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(0, 'day'),
  // What devices and user names are called, as the server says it.
  'Chrome',
  'Linux',
  'A test',
  'gokafor',
  'grace.o',
  new Intl.ListFormat('en').format(['Reliable', 'Helpful']),
]

describe('in a language that nobody speaks', () => {
  let browser: BrowserUnderTest
  let folder: string
  const screens: string[] = []
  const unlocalised: string[] = []

  beforeAll(async () => {
    folder = copyWithPseudoLocale(inject('extensions').chromium)
    browser = await launchBrowser('chromium', folder)
    await visitEveryScreen(browser, async (screen: string, page: Page) => {
      screens.push(screen)
      const found = await findUnlocalised(page, DATA)
      unlocalised.push(...found.map((what) => `${screen}: ${what}`))
    })
  }, 240_000)
  afterAll(async () => {
    await browser.close()
    rmSync(folder, { recursive: true })
  })

  test('every screen is spoken in it, from its heading to its hints', () => {
    expect(screens.length).toBeGreaterThan(36)
    expect(unlocalised).toEqual([])
  })

  test.each([
    ['a word in the page', '<p>Hello there</p>', 'p: Hello there'],
    ['a spoken name', '<button aria-label="Close">×</button>', 'button[aria-label]: Close'],
    ['a hint', '<input placeholder="Name">', 'input[placeholder]: Name'],
    ['a word beside a text that is right', '<p>[Ñàɱé ··]: none</p>', 'p: [Ñàɱé ··]: none'],
    ['a word in the style', '<style>i::before{content:"New"}</style><i></i>', 'i::before: "New"'],
    ['the picture of nothing', '<img src="/icon/spot.svg" alt="A spot">', 'img[alt]: A spot'],
  ])('%s in English is found', async (_what, html, complaint) => {
    const page = await browser.openExtensionPage('options.html')
    await page.waitForSelector('#invitation')
    expect(await findUnlocalised(page, [])).toEqual([])
    await page.evaluate((offender) => document.body.insertAdjacentHTML('beforeend', offender), html)
    expect(await findUnlocalised(page, [])).toEqual([complaint])
    await page.close()
  })
})
