import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'puppeteer-core'
import { PICTURES, type Headlines } from '../../extension/store/listing.ts'
import type { Album, Moment, Scheme } from './album.ts'

/** The sizes that the stores ask for, to the pixel. */
export const SCREENSHOT = { width: 1280, height: 800 }
export const TILE = { width: 440, height: 280 }

const ICON = readFileSync(join(import.meta.dirname, '../../extension/public/icon/spot.svg'), 'base64')

/** One of them is of the night. */
const SCHEMES: Record<Moment, Scheme> = {
  page: 'light',
  composer: 'light',
  sent: 'light',
  inbox: 'dark',
  settings: 'light',
}

/** Frames each moment of the album with its words, and makes the tile. */
export async function composeStorePictures(
  page: Page,
  album: Album,
  headlines: Headlines,
  folder: string,
): Promise<void> {
  mkdirSync(folder, { recursive: true })
  for (const [nth, name] of PICTURES.entries()) {
    await page.setViewport({ ...(name === 'tile' ? TILE : SCREENSHOT), deviceScaleFactor: 1 })
    await page.setContent(name === 'tile' ? tile(headlines) : framed(name, album, headlines))
    await page.screenshot({ path: `${folder}/${nth + 1}-${name}.png` })
  }
}

const STYLE = `
  * { box-sizing: border-box; margin: 0 }
  body {
    height: 100vh; overflow: hidden; display: flex; font: 22px/1.45 system-ui, sans-serif;
    color: #221d33; background: radial-gradient(circle at 12% 0, #ffe7b3, transparent 52%), #f6efe2;
  }
  body.dark { color: #f5f1fb; background: radial-gradient(circle at 12% 0, #4a3816, transparent 52%), #0d0b12 }
  h1 { font-size: 46px; line-height: 1.12; letter-spacing: -.025em; text-wrap: balance }
  p { margin-top: 18px; text-wrap: balance; opacity: .82 }
  .icon { width: 56px; height: 56px; display: block; margin-bottom: 26px }
  i { flex: none; background-repeat: no-repeat; border-radius: 16px; box-shadow: 0 0 0 1px #221d3318, 0 18px 50px #221d332b }
  .dark i { box-shadow: 0 0 0 1px #ffffff22, 0 18px 50px #000 }
  .beside { align-items: center; justify-content: space-between; padding: 0 110px 0 96px; gap: 72px }
  .beside i { width: 460px; height: 654px; background-size: cover }
  .below { flex-direction: column; align-items: center; text-align: center; padding-top: 56px }
  .below .icon { display: none }
  .below p { margin: 10px 0 34px }
  .below i { width: 1120px; flex: 1; border-radius: 16px 16px 0 0; background-size: 100% auto; background-position: top center }
  .settings i { width: 600px; background-size: 1280px auto; background-position: top center }
  .tile { flex-direction: column; align-items: center; justify-content: center; text-align: center; padding: 0 40px }
  .tile .icon { width: 84px; height: 84px; margin: 0 auto 14px }
  .tile h1 { font-size: 34px }
  .tile p { margin-top: 8px; font-size: 17px }
`

const words = ([headline, line]: [string, string]) =>
  `<div><img class="icon" src="data:image/svg+xml;base64,${ICON}" alt=""><h1>${headline}</h1><p>${line}</p></div>`

function framed(moment: Moment, album: Album, headlines: Headlines): string {
  const scheme = SCHEMES[moment]
  const data = readFileSync(album.pathOf(moment, scheme)).toString('base64')
  const layout = moment === 'page' ? 'below' : 'beside'
  return `<!doctype html><style>${STYLE}</style><body class="${layout} ${moment} ${scheme}">
    ${words(headlines[moment])}<i style="background-image: url(data:image/png;base64,${data})"></i>`
}

function tile({ tile: texts }: Headlines): string {
  return `<!doctype html><style>${STYLE}</style><body class="tile">${words(texts)}`
}
