import { mkdirSync, readFileSync } from 'node:fs'
import type { BrowserUnderTest } from '../e2e/browser-under-test.ts'
import { PIXEL_RATIO, SCHEMES, type Album, type Moment, type Scheme } from './album.ts'

const VIEWPORT = { width: 1508, height: 620, deviceScaleFactor: PIXEL_RATIO }

const COLOURS = {
  light: { ground: '#f6efe2', edge: '#221d3322' },
  dark: { ground: '#0d0b12', edge: '#ffffff22' },
}

const FILES = { light: 'journey', dark: 'journey-dark' }

/** Lays page, composer and inbox side by side for the README, by day and by night. */
export async function composePictures(
  browser: BrowserUnderTest,
  album: Album,
  folder: string,
): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const page = await browser.openPage('about:blank')
  await page.setViewport(VIEWPORT)
  for (const scheme of SCHEMES) {
    await page.setContent(layout(album, scheme))
    await page.screenshot({ path: `${folder}/${FILES[scheme]}.png` })
  }
}

function layout(album: Album, scheme: Scheme): string {
  const { ground, edge } = COLOURS[scheme]
  const picture = (moment: Moment) => {
    const data = readFileSync(album.pathOf(moment, scheme)).toString('base64')
    return `<i class="${moment}" style="background-image: url(data:image/png;base64,${data})"></i>`
  }
  return `<!doctype html><style>
    body { margin: 0; height: 100vh; display: flex; justify-content: center; align-items: center; gap: 24px; background: ${ground} }
    i { flex: none; height: 540px; width: 380px; border-radius: 14px; background-size: cover; box-shadow: 0 0 0 1px ${edge} }
    i.page { width: 620px; background-size: 1280px auto; background-position: -262px -84px }
  </style>${picture('page')}${picture('composer')}${picture('inbox')}`
}
