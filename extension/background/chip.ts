import { browser, type Browser } from 'wxt/browser'
import { CORNERS, keepLauncherChoice, type Corner } from '../launcher-choices.ts'
import { announce } from '../storage.ts'
import { injectLaunchers, registerLaunchers, siteOf } from './sites.ts'

type Tab = Browser.tabs.Tab

/** Somebody came near to the chip: only now does the page get what moves and hides it. */
export async function armChip(tab: Tab | undefined): Promise<void> {
  if (tab?.id === undefined || !(await patternOn(tab))) return
  await browser.scripting.executeScript({ target: { tabId: tab.id }, files: ['/chip.js'] })
}

/** The chip stands there on this site from now on. */
export async function moveChip(tab: Tab | undefined, corner: Corner): Promise<void> {
  const pattern = await patternOn(tab)
  if (!pattern || !CORNERS.includes(corner)) return
  await keepLauncherChoice(pattern, { corner })
  await registerLaunchers()
}

/** The site stays turned on, and its open pages are without the launcher. */
export async function hideLauncher(tab: Tab | undefined): Promise<void> {
  const pattern = await patternOn(tab)
  if (!pattern) return
  await keepLauncherChoice(pattern, { isHidden: true })
  await registerLaunchers()
  announce('sites')
}

/** On the site of a page, where hiding is undone, or as the settings name it. */
export async function showLauncher(site: Tab | string | undefined): Promise<void> {
  const pattern = typeof site === 'string' ? site : await patternOn(site)
  if (!pattern) return
  await keepLauncherChoice(pattern, { isHidden: false })
  await registerLaunchers()
  await injectLaunchers([pattern])
  announce('sites')
}

/** The site of a tab, if it is turned on. */
async function patternOn(tab: Tab | undefined): Promise<string | null> {
  const site = tab ? await siteOf(tab) : null
  return site?.on ? site.pattern : null
}
