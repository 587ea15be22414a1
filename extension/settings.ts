import { browser } from 'wxt/browser'
import { NO_LANGUAGE_POLICY, type LanguagePolicy } from './languages.ts'

/** Whether new bright spots are announced by a notification of the browser (who, never what). */
export async function readNotificationsOn(): Promise<boolean> {
  const { notifications } = await browser.storage.local.get({ notifications: true })
  return notifications !== false
}

export async function keepNotificationsOn(notifications: boolean): Promise<void> {
  await browser.storage.local.set({ notifications })
}

const LANGUAGE = 'language'
const LANGUAGE_POLICY = 'languagePolicy'

export interface LanguageSettings extends LanguagePolicy {
  /** A tag, or 'browser' for the browser's own language. */
  chosen: string
}

export async function readLanguageSettings(): Promise<LanguageSettings> {
  const kept = await browser.storage.local.get({ [LANGUAGE]: 'browser', [LANGUAGE_POLICY]: null })
  const { [LANGUAGE]: chosen, [LANGUAGE_POLICY]: written } = kept
  const policy: LanguagePolicy = typeof written === 'string' ? JSON.parse(written) : NO_LANGUAGE_POLICY
  return { ...policy, chosen: String(chosen) }
}

export async function keepLanguageChoice(language: string): Promise<void> {
  await browser.storage.local.set({ [LANGUAGE]: language })
}

/** Kept beside the choice, so that a window knows its language after one look, without asking the background. */
export async function keepLanguagePolicy({ allowed, isLocked }: LanguagePolicy): Promise<void> {
  const policy = JSON.stringify({ allowed, isLocked })
  const { [LANGUAGE_POLICY]: before } = await browser.storage.local.get(LANGUAGE_POLICY)
  if (policy !== before) await browser.storage.local.set({ [LANGUAGE_POLICY]: policy })
}

/** What the chip in the corner says beyond its label. */
export interface ChipWords {
  move: string
  hide: string
  hidden: string
  undo: string
}

/** Keeps the launcher's words, and those of the chip, where they can read them: they carry no texts of their own. */
export async function keepLauncherWords(launcherLabel: string, chipWords: ChipWords): Promise<void> {
  await browser.storage.local.set({ launcherLabel, chipWords })
}

/** Calls `listener` when another language is to be spoken, wherever that was set: this also wakes a sleeping background. */
export function onLanguageChosen(listener: () => void): void {
  browser.storage.onChanged.addListener((changes, area) => {
    if (area === 'local' && (LANGUAGE in changes || LANGUAGE_POLICY in changes)) listener()
  })
}
