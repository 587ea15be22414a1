import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script'
import { startLauncher } from '../launcher/launcher.ts'

declare global {
  /** Ends the launcher that this extension put up earlier in the same page. */
  var brightSpotsLauncher: AbortController | undefined
}

/** Registered at run time for turned-on sites alone: puts up the button, reads nothing. */
export default defineUnlistedScript(() => {
  globalThis.brightSpotsLauncher?.abort()
  globalThis.brightSpotsLauncher = new AbortController()
  startLauncher(globalThis.brightSpotsLauncher)
})
