import { html, raw } from 'hono/html'
import { createHash } from 'node:crypto'

const STYLE = `
  :root { color-scheme: light dark; }
  body { margin: 0; font: 1.0625rem/1.6 system-ui, sans-serif; color: #221d33; background: #fffdf9; }
  main { max-width: 34rem; margin: 0 auto; padding: 18vh 1.5rem 3rem; }
  h1 { margin: 0 0 1rem; padding-top: 0.75rem; border-top: 4px solid #ffb938; font-size: 1.5rem; letter-spacing: -0.02em; }
  footer { margin-top: 3rem; font-size: 0.9375rem; }
  a { color: #5143c7; }
  @media (prefers-color-scheme: dark) {
    body { color: #f5f1fb; background: #191622; }
    a { color: #b3a8ff; }
  }
`

/** The one style that the page may have, as its policy names it. */
export const WELCOME_STYLE_SOURCE = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`

/** Whole, because a formatter's space inside it would change its hash. */
const styleElement = raw(`<style>${STYLE}</style>`)

/** What somebody sees who opens an invitation as if it were a page. */
export const welcomePage = html`<!doctype html>
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width" />
      <title>Bright Spots</title>
      ${styleElement}
    </head>
    <body>
      <main>
        <h1>Bright Spots</h1>
        <p>
          This is the address of a Bright Spots server. If somebody sent it to you as an invitation: install
          the extension, click its icon and paste the whole address there, with everything after the #.
        </p>
        <footer>For admins: <a href="docs">how to talk to this server</a></footer>
      </main>
    </body>
  </html>`
