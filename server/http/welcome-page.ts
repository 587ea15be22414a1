import { html, raw } from 'hono/html'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { directionOf, TEXTS, type Language } from '../locales/texts.ts'

function readBeside(name: string): string {
  return readFileSync(join(import.meta.dirname, name), 'utf8')
}

const STYLE = readBeside('welcome.css')

/** The one style that the page may have, as its policy names it. */
export const WELCOME_STYLE_SOURCE = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`

/** Whole, because a formatter's space inside it would change its hash. */
const styleElement = raw(`<style>${STYLE}</style>`)

/** In the page itself, which may load nothing. */
const spot = raw(readBeside('spot.svg'))

const STEPS = ['install', 'click', 'paste'] as const

/** What somebody sees who opens an invitation as if it were a page. */
export function renderWelcomePage(language: Language) {
  const texts = TEXTS[language]
  return html`<!doctype html>
    <html lang="${language}" dir="${directionOf(language)}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>Bright Spots</title>
        ${styleElement}
      </head>
      <body>
        <main>
          <div class="light" aria-hidden="true">${spot}</div>
          <h1>${texts.welcome_title}</h1>
          <p class="lead">${texts.welcome_lead}</p>
          <ol role="list">
            ${STEPS.map(
              (step) =>
                html`<li>
                  <h2>${texts[`welcome_${step}`]}</h2>
                  <p>${texts[`welcome_${step}_more`]}</p>
                </li>`,
            )}
          </ol>
          <footer><a href="docs" hreflang="en">${texts.welcome_admins}</a></footer>
        </main>
      </body>
    </html>`
}
