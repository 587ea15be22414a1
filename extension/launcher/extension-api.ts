import type { Corner } from '../launcher-choices.ts'
import type { ChipWords } from '../settings.ts'

/** The little of the extension API that the launcher needs, as both browsers have it: the polyfill would cost each page 2.8 kB. */
interface ExtensionApi {
  /** Without an id once the extension was updated or removed under a living page. */
  runtime?: { id?: string; sendMessage(message: LauncherMessage): Promise<unknown> }
  i18n?: { getMessage(key: string): string }
  storage?: { local: { get(key: 'launcherLabel' | 'chipWords'): Promise<KeptWords> } }
}

interface KeptWords {
  launcherLabel?: string
  chipWords?: ChipWords
}

/** All that is ever said to the background from a page. */
type LauncherMessage =
  | { type: 'launcher.open' | 'launcher.near' | 'launcher.hide' | 'launcher.show' }
  | { type: 'launcher.move'; corner: Corner }

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- both browsers put it there, and TypeScript knows it in neither
const api = globalThis as { chrome?: ExtensionApi }

/**
 * The extension's API as it is now: what was kept would not tell that the extension is gone. Not `browser`: in a Chrome that does
 * not know it, that name is any element of the page with such an id. The first look at `runtime` costs a page more than a millisecond.
 */
export function extensionApi(): ExtensionApi {
  return api.chrome ?? {}
}

/** Whether the extension is there still. */
export function isAlive(): boolean {
  return Boolean(extensionApi().runtime?.id)
}

/** A worker that ends meanwhile breaks the answer, not the button. */
export async function tell(message: LauncherMessage): Promise<void> {
  await extensionApi()
    .runtime?.sendMessage(message)
    .catch(() => null)
}

/** What the chip says, in the chosen language. */
export async function readChipWords(): Promise<ChipWords | undefined> {
  return (await extensionApi().storage?.local.get('chipWords'))?.chipWords
}

/** The button's words: as the background keeps them in the chosen language, before its first time in the browser's. */
export async function readLabel(): Promise<string> {
  const { launcherLabel } = (await extensionApi().storage?.local.get('launcherLabel')) ?? {}
  return launcherLabel ?? extensionApi().i18n?.getMessage('launcher_label') ?? ''
}
