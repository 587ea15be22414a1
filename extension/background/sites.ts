import { browser, type Browser } from 'wxt/browser'
import {
  forgetHiding,
  keepLauncherChoicesOf,
  readLauncherChoices,
  type LauncherChoice,
} from '../launcher-choices.ts'
import { mayTurnOn, type Policy } from '../policy.ts'
import { announce } from '../storage.ts'
import type { OfferedSite } from '../stored.ts'
import { readPolicy } from './policy.ts'
import { forgetSites } from './shortfalls.ts'
import { hostOf, namesOneHost, patternOf } from './site-pattern.ts'

/**
 * The hosts that the person turned on, e.g. `https://wiki.corp.example/*`: what the browser granted is the only list there is.
 * Where the organisation allows its own sites alone, a grant for another one rests until that changes.
 */
export async function turnedOnPatterns(): Promise<string[]> {
  return grantedPatterns(await readPolicy())
}

async function grantedPatterns(policy: Policy): Promise<string[]> {
  const { origins = [] } = await browser.permissions.getAll()
  return origins.filter((origin) => namesOneHost(origin) && mayTurnOn(policy, origin))
}

/** Every site that is turned on, and those that the organisation offers. */
export async function listSites(policy: Policy): Promise<OfferedSite[]> {
  const on = await grantedPatterns(policy)
  const patterns = Array.from(new Set([...on, ...policy.sites]))
  const sites = patterns.map((pattern) => ({ host: hostOf(pattern), pattern, on: on.includes(pattern) }))
  return sites.toSorted((a, b) => a.host.localeCompare(b.host))
}

/** The site of a tab, and whether the launcher is shown there. Null for pages that cannot have one. */
export async function siteOf(tab: Browser.tabs.Tab): Promise<OfferedSite | null> {
  const url = URL.parse(tab.url ?? '')
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) return null
  const policy = await readPolicy()
  const pattern = patternOf(url)
  if (!mayTurnOn(policy, pattern)) return null
  return { host: url.hostname, pattern, on: (await grantedPatterns(policy)).includes(pattern) }
}

/**
 * Makes the registered launchers those of the sites that are turned on, where it was not hidden. An update of the extension empties the registrations
 * and keeps the permissions, so this runs at every start.
 */
export async function registerLaunchers(): Promise<void> {
  // One at a time: the start of the worker and the event that started it both come here.
  await navigator.locks.request('bright-spots sites', registerMissing)
}

async function registerMissing(): Promise<void> {
  const [patterns, choices] = await Promise.all([turnedOnPatterns(), readLauncherChoices()])
  const shown = patterns.filter((pattern) => !choices[pattern]?.isHidden)
  const wanted = shown.map((pattern) => launcherScript(pattern, choices[pattern]))
  const registered = await browser.scripting.getRegisteredContentScripts()
  const stale = registered.filter(({ id }) => !wanted.some((one) => one.id === id))
  if (stale.length > 0) await browser.scripting.unregisterContentScripts({ ids: stale.map(({ id }) => id) })
  const gone = stale.flatMap(({ matches = [] }) => matches).filter((pattern) => !shown.includes(pattern))
  await Promise.all(gone.map(removeLaunchers))
  const missing = wanted.filter(({ id }) => !registered.some((one) => one.id === id))
  if (missing.length > 0) await browser.scripting.registerContentScripts(missing)
}

/** Its id says all that it is made of, so that what changed is another one. */
function launcherScript(
  pattern: string,
  choice: LauncherChoice | undefined,
): Browser.scripting.RegisteredContentScript {
  const css = stylesOf(choice)
  return {
    id: ['launcher', pattern, ...css].join(' '),
    matches: [pattern],
    js: ['launcher.js'],
    css,
    runAt: 'document_idle',
  }
}

/** The corner is a sheet too: it costs the page's script nothing. */
function stylesOf({ corner }: LauncherChoice = {}): string[] {
  return ['launcher.css', ...(corner ? [`corner/${corner}.css`] : [])]
}

/** Puts the launcher into pages that are open already: those of new sites, and after an update all of them. */
export async function injectLaunchers(patterns: string[]): Promise<void> {
  const choices = await readLauncherChoices()
  const shown = patterns.filter((pattern) => !choices[pattern]?.isHidden)
  await Promise.all(shown.map((pattern) => injectAt(pattern, stylesOf(choices[pattern]))))
}

async function injectAt(pattern: string, styles: string[]): Promise<void> {
  const tabs = await browser.tabs.query({ url: pattern })
  await Promise.allSettled(tabs.map((tab) => injectLauncher(tab, styles)))
}

async function injectLauncher({ id }: Browser.tabs.Tab, styles: string[]): Promise<void> {
  if (id === undefined) return
  const target = { tabId: id }
  await browser.scripting.insertCSS({ target, files: styles.map((file) => `/${file}`) })
  await browser.scripting.executeScript({ target, files: ['/launcher.js'] })
}

/** The person said yes to the browser's question. The popup that asked may be gone by now. */
export async function turnOn(origins: string[]): Promise<void> {
  await forgetHiding(origins)
  await registerLaunchers()
  const on = await turnedOnPatterns()
  await injectLaunchers(origins.filter((origin) => on.includes(origin)))
  announce('sites')
}

/** Gives a site's permission back, and takes the launcher out of its open pages while we still may. */
export async function removeSite(pattern: string): Promise<void> {
  await removeLaunchers(pattern)
  await browser.permissions.remove({ origins: [pattern] })
}

/** From the open pages of a site; where the permission has gone there is nothing that we may touch. */
async function removeLaunchers(pattern: string): Promise<void> {
  const tabs = await browser.tabs.query({ url: pattern })
  await Promise.allSettled(tabs.map(removeLauncher))
}

async function removeLauncher({ id }: Browser.tabs.Tab): Promise<void> {
  if (id === undefined) return
  const end = () => globalThis.brightSpotsLauncher?.abort()
  await browser.scripting.executeScript({ target: { tabId: id }, func: end })
}

/** Sites were taken back, here or in the browser's own settings. */
export async function turnOff(origins: string[]): Promise<void> {
  await registerLaunchers()
  await keepLauncherChoicesOf(await turnedOnPatterns())
  await forgetSites(origins)
  announce('sites')
}
