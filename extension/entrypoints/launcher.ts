import { readLabel } from '../launcher/extension-api.ts'
import { startLauncher, type LauncherLife } from '../launcher/launcher.ts'
import type { JoinedPlace } from '../launcher/joined-places.ts'

/** Put in by the build. */
declare const LAUNCHER_PLACES: readonly JoinedPlace[]

declare global {
  /** Ends the launcher that this extension put up earlier in the same page. */
  var brightSpotsLauncher: LauncherLife | undefined
}

/** Registered at run time for turned-on sites alone: puts up the button, reads nothing. */
export default {
  main() {
    globalThis.brightSpotsLauncher?.abort()
    const life: LauncherLife = new AbortController()
    globalThis.brightSpotsLauncher = life
    void start(life)
  },
}

async function start(life: AbortController): Promise<void> {
  const label = await readLabel()
  if (!life.signal.aborted) startLauncher(life, label, LAUNCHER_PLACES)
}
