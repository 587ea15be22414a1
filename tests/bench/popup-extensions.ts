import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CHROME_KEY, GECKO_ID } from '../../shared/extension-ids.ts'
import type { BrowserName } from '../e2e/browser-under-test.ts'

/** The least that has a popup to type in, under the ids of the real extension: the harness finds it by them. */
const EMPTY = {
  manifest_version: 3,
  name: 'Empty',
  version: '1.0.0',
  action: { default_popup: 'popup.html' },
}

const FOR = {
  // Without a worker the harness would not take it for an extension that has started.
  chromium: { key: CHROME_KEY, background: { service_worker: 'background.js' } },
  firefox: { browser_specific_settings: { gecko: { id: GECKO_ID } } },
}

const EMPTY_POPUP = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8" /><title>Empty</title></head>
  <body style="width: 380px">
    <p>Write something.</p>
    <textarea id="message" autofocus></textarea>
  </body>
</html>
`

/** Puts an extension that does nothing into an empty folder. @returns that folder. */
export function buildEmptyExtension(browser: BrowserName, folder: string): string {
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ ...EMPTY, ...FOR[browser] }))
  writeFileSync(join(folder, 'background.js'), '')
  writeFileSync(join(folder, 'popup.html'), EMPTY_POPUP)
  return folder
}

/** Looks before each frame: what it finds there is painted with that frame. */
function stopwatch(): void {
  const look = () => {
    // Whom it is for is asked first where the page does not say.
    const isUsable = document.hasFocus() && document.activeElement?.matches('#message:enabled, #to:enabled')
    if (isUsable) globalThis.usableAt = Date.now()
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}

/** Puts the same stopwatch into the popup of either extension. */
export function putStopwatchInto(folder: string): string {
  const popup = join(folder, 'popup.html')
  const page = readFileSync(popup, 'utf8')
  writeFileSync(popup, page.replace('<head>', '<head><script src="/stopwatch.js"></script>'))
  writeFileSync(join(folder, 'stopwatch.js'), `(${String(stopwatch)})()`)
  return folder
}
