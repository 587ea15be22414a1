import { browser } from 'wxt/browser'

/** The chip stands in the last one until somebody moves it. `start` is left where a page runs from left to right. */
export const CORNERS = ['top-start', 'top-end', 'bottom-start', 'bottom-end'] as const

export type Corner = (typeof CORNERS)[number]

/** What somebody chose for the launcher on one site. */
export interface LauncherChoice {
  corner?: Corner
  isHidden?: boolean
}

const CHOICES = 'launcherChoices'

/** By the site's pattern. */
export type LauncherChoices = Record<string, LauncherChoice>

export async function readLauncherChoices(): Promise<LauncherChoices> {
  const { [CHOICES]: kept } = await browser.storage.local.get(CHOICES)
  const choices: LauncherChoices = typeof kept === 'string' ? JSON.parse(kept) : {}
  return choices
}

/** Adds to what was chosen for a site. */
export async function keepLauncherChoice(pattern: string, choice: LauncherChoice): Promise<void> {
  const choices = await readLauncherChoices()
  await writeLauncherChoices({ ...choices, [pattern]: { ...choices[pattern], ...choice } })
}

/** Who turns a site on wants to see the launcher there. */
export async function forgetHiding(patterns: string[]): Promise<void> {
  const choices = await readLauncherChoices()
  const hidden = patterns.filter((pattern) => choices[pattern]?.isHidden)
  for (const pattern of hidden) await keepLauncherChoice(pattern, { isHidden: false })
}

/** Of a site that was turned off nothing is kept. */
export async function keepLauncherChoicesOf(patterns: string[]): Promise<void> {
  const choices = Object.entries(await readLauncherChoices())
  const kept = choices.filter(([pattern]) => patterns.includes(pattern))
  if (kept.length < choices.length) await writeLauncherChoices(Object.fromEntries(kept))
}

async function writeLauncherChoices(choices: LauncherChoices): Promise<void> {
  await browser.storage.local.set({ [CHOICES]: JSON.stringify(choices) })
}
