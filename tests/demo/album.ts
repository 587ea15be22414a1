import { mkdirSync } from 'node:fs'
import type { Page } from 'puppeteer-core'
import type { BrowserUnderTest } from '../e2e/browser-under-test.ts'

export const SCHEMES = ['light', 'dark'] as const
export type Scheme = (typeof SCHEMES)[number]

/** Of all pictures: sharp at the width of a README, where none should be larger than 300 kB. */
export const PIXEL_RATIO = 1.5

/** The moments of the story that are kept. */
export type Moment = 'page' | 'composer' | 'sent' | 'inbox' | 'settings'

/** Takes pictures of each moment, by day and by night. */
export interface Album {
  /** @param prepare brings the page back to the moment after its colours changed. */
  take(browser: BrowserUnderTest, page: Page, moment: Moment, prepare?: () => Promise<void>): Promise<void>
  pathOf(moment: Moment, scheme: Scheme): `${string}.png`
}

/** Keeps its pictures in that folder. */
export function openAlbum(folder: string): Album {
  mkdirSync(folder, { recursive: true })
  const pathOf = (moment: Moment, scheme: Scheme) => `${folder}/demo-${moment}-${scheme}.png` as const
  return {
    pathOf,
    async take(browser, page, moment, prepare = () => Promise.resolve()) {
      for (const scheme of SCHEMES.toReversed()) {
        await browser.setColorScheme(page, scheme)
        await prepare()
        await page.evaluate(motionsEnd)
        await page.screenshot({ path: pathOf(moment, scheme) })
      }
    },
  }
}

/** Runs in the page: waits for all that moves for a moment only. */
async function motionsEnd(): Promise<void> {
  const brief = document
    .getAnimations()
    .filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity)
  await Promise.allSettled(brief.map(({ finished }) => finished))
}
