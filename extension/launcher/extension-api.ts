/** The little of the extension API that the launcher needs, as both browsers have it: the polyfill would cost each page 2.8 kB. */
interface ExtensionApi {
  /** Without an id once the extension was updated or removed under a living page. */
  runtime?: { id?: string; sendMessage(message: { type: 'launcher.open' }): Promise<unknown> }
  i18n?: { getMessage(key: string): string }
  storage?: {
    local: { get(key: 'launcherLabel'): Promise<{ launcherLabel?: string }> }
    onChanged: LabelChanges
  }
}

type LabelListener = (changes: { launcherLabel?: { newValue?: string } }) => void

interface LabelChanges {
  addListener(listener: LabelListener): void
  removeListener(listener: LabelListener): void
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the browsers put one of the two there, and TypeScript knows neither
const api = globalThis as { browser?: ExtensionApi; chrome?: ExtensionApi }

/**
 * A part of the extension's API as it is now: what was kept would not tell that the extension is gone. In a Chrome that knows no
 * `browser`, that name is any element of the page with such an id. The first look at `runtime` costs a page more than a millisecond.
 */
export function extensionApi<Part extends keyof ExtensionApi>(part: Part): ExtensionApi[Part] | undefined {
  return api.browser?.[part] ?? api.chrome?.[part]
}

/** The button's words: as the background keeps them in the chosen language, before its first time in the browser's. */
export async function readLabel(): Promise<string> {
  const { launcherLabel } = (await extensionApi('storage')?.local.get('launcherLabel')) ?? {}
  return launcherLabel ?? extensionApi('i18n')?.getMessage('launcher_label') ?? ''
}

/** Calls back with the new words when another language was chosen. */
export function onLabelChanged(changed: (label: string) => void, signal: AbortSignal): void {
  const listener: LabelListener = ({ launcherLabel: { newValue } = {} }) => {
    if (newValue && !signal.aborted) changed(newValue)
  }
  extensionApi('storage')?.onChanged.addListener(listener)
  signal.addEventListener('abort', () => extensionApi('storage')?.onChanged.removeListener(listener))
}
