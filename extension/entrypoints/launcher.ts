import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script'
import { readLabel } from '../launcher/extension-api.ts'
import { startLauncher } from '../launcher/launcher.ts'

declare global {
  /** Ends the launcher that this extension put up earlier in the same page. */
  var brightSpotsLauncher: AbortController | undefined
}

/** Registered at run time for turned-on sites alone: puts up the button, reads nothing. */
export default defineUnlistedScript(() => {
  globalThis.brightSpotsLauncher?.abort()
  const life = new AbortController()
  globalThis.brightSpotsLauncher = life
  void start(life)
})

async function start(life: AbortController): Promise<void> {
  const label = await readLabel()
  if (!life.signal.aborted) startLauncher(life, label)
}
