import { browser, type Browser } from 'wxt/browser'
import { announce, type OfferedSite } from '../storage.ts'

/** A host that the person turned on, e.g. `https://wiki.corp.example/*`: what the browser granted is the only list there is. */
export async function turnedOnPatterns(): Promise<string[]> {
  const { origins = [] } = await browser.permissions.getAll()
  return origins.filter(namesOneHost)
}

/** `*://*` and the like can be granted from the browser's own menu; nobody asked us to be on every page. */
function namesOneHost(pattern: string): boolean {
  return /^https?:\/\/[^*/]+\/\*$/.test(pattern)
}

/** The site of a tab, and whether the launcher is shown there. Null for pages that cannot have one. */
export async function siteOf(tab: Browser.tabs.Tab): Promise<OfferedSite | null> {
  const url = URL.parse(tab.url ?? '')
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) return null
  // Without the port: Firefox knows none in a match pattern.
  const pattern = `${url.protocol}//${url.hostname}/*`
  return { host: url.hostname, pattern, on: (await turnedOnPatterns()).includes(pattern) }
}

const scriptId = (pattern: string) => `launcher ${pattern}`

/**
 * Makes the registered launchers those of the sites that are turned on. An update of the extension empties the registrations
 * and keeps the permissions, so this runs at every start.
 */
export async function registerLaunchers(): Promise<void> {
  // One at a time: the start of the worker and the event that started it both come here.
  await navigator.locks.request('bright-spots sites', registerMissing)
}

async function registerMissing(): Promise<void> {
  const patterns = await turnedOnPatterns()
  const registered = await browser.scripting.getRegisteredContentScripts()
  const stale = registered
    .map(({ id }) => id)
    .filter((id) => !patterns.some((pattern) => scriptId(pattern) === id))
  if (stale.length > 0) await browser.scripting.unregisterContentScripts({ ids: stale })
  const missing = patterns.filter((pattern) => !registered.some(({ id }) => id === scriptId(pattern)))
  if (missing.length > 0) await browser.scripting.registerContentScripts(missing.map(launcherScript))
}

function launcherScript(pattern: string): Browser.scripting.RegisteredContentScript {
  return {
    id: scriptId(pattern),
    matches: [pattern],
    js: ['launcher.js'],
    css: ['launcher.css'],
    runAt: 'document_idle',
  }
}

/** Puts the launcher into pages that are open already: those of new sites, and after an update all of them. */
export async function injectLaunchers(patterns: string[]): Promise<void> {
  if (patterns.length === 0) return
  const tabs = await browser.tabs.query({ url: patterns })
  await Promise.allSettled(tabs.map(injectLauncher))
}

async function injectLauncher({ id }: Browser.tabs.Tab): Promise<void> {
  if (id === undefined) return
  const target = { tabId: id }
  await browser.scripting.insertCSS({ target, files: ['/launcher.css'] })
  await browser.scripting.executeScript({ target, files: ['/launcher.js'] })
}

/** The person said yes to the browser's question. The popup that asked may be gone by now. */
export async function turnOn(origins: string[]): Promise<void> {
  await registerLaunchers()
  await injectLaunchers(origins.filter(namesOneHost))
  announce('sites')
}

/** Gives a site's permission back, and takes the launcher out of its open pages while we still may. */
export async function removeSite(pattern: string): Promise<void> {
  const tabs = await browser.tabs.query({ url: pattern })
  await Promise.allSettled(tabs.map(removeLauncher))
  await browser.permissions.remove({ origins: [pattern] })
}

async function removeLauncher({ id }: Browser.tabs.Tab): Promise<void> {
  if (id === undefined) return
  const end = () => globalThis.brightSpotsLauncher?.abort()
  await browser.scripting.executeScript({ target: { tabId: id }, func: end })
}

/** Sites were taken back, here or in the browser's own settings. */
export async function turnOff(): Promise<void> {
  await registerLaunchers()
  announce('sites')
}
