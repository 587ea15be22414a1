import { browser, type Browser } from 'wxt/browser'
import type { WorkItem } from '../../shared/recognition.ts'
import { TITLE_MAX_LENGTH } from '../../shared/limits.ts'
import { cleanWorkItemUrl } from '../../shared/work-item-url.ts'
import type { PageSeen } from '../stored.ts'
import { knownByAddress } from '../tools/addresses.ts'
import { NEEDS_GENERIC } from '../tools/on-demand.ts'
import type { PageReading, Reading } from '../tools/tool.ts'
import { noteReading } from './shortfalls.ts'
import { siteOf } from './sites.ts'

type Tab = Browser.tabs.Tab

/** A page that still streams, or hangs, would hold the composer back for as long as it likes. */
const READING_MAX_MS = 5000

/** What the context menu adds to the page: the link that was clicked, and the text of the selection as the browser gave it. */
export interface MenuExtras {
  linkUrl?: string | undefined
  selection?: string | undefined
}

/** What our reader sees in a tab that we may look into, else its title and address. */
export async function lookAtTab(tab: Tab, extras: MenuExtras): Promise<PageSeen> {
  const reading = await readTab(tab, extras.linkUrl)
  const site = await siteOf(tab)
  // The page keeps the line ends of a selection, which the browser's menu does not; in a frame or a PDF only the menu knows it.
  const quote = extras.selection ? reading?.selection || extras.selection : ''
  if (reading) void noteReading(tab, reading)
  const seen = reading ?? { workItem: titleAndAddress(tab), people: [], linked: null }
  return { ...withAddress(seen, tab), linked: seen.linked, quote, site }
}

function withAddress({ workItem, people }: Reading, tab: Tab): Reading {
  const url = URL.parse(tab.url ?? '')
  return workItem && url ? knownByAddress({ workItem, people }, url) : { workItem, people }
}

/** Null for all pages but one just clicked, or on a site that was turned on. */
async function readTab(tab: Tab, linkUrl: string | undefined): Promise<PageReading | null> {
  const { promise: tooLong, resolve } = Promise.withResolvers<null>()
  const timer = setTimeout(() => resolve(null), READING_MAX_MS)
  try {
    return await Promise.race([runReader(tab, linkUrl), tooLong])
  } catch {
    // The browser forbids looking into this page (its own pages, a PDF viewer, an add-on store): title and address do.
    return null
  } finally {
    clearTimeout(timer)
  }
}

async function runReader({ id }: Tab, linkUrl: string | undefined): Promise<PageReading | null> {
  if (id === undefined) return null
  const target = { tabId: id }
  if (linkUrl)
    await browser.scripting.executeScript({
      target,
      // Without a value: Firefox refuses one that it cannot copy.
      func: (url: string) => void Object.assign(globalThis, { brightSpotsLink: url }),
      args: [linkUrl],
    })
  const result = await runScript(target, '/reader.js')
  if (result !== NEEDS_GENERIC) return isReading(result) ? result : null
  await runScript(target, '/generic.js')
  const complete = await runScript(target, '/reader.js')
  return isReading(complete) ? complete : null
}

async function runScript(target: { tabId: number }, file: '/reader.js' | '/generic.js'): Promise<unknown> {
  const [injected] = await browser.scripting.executeScript({ target, files: [file] })
  return injected?.result
}

function isReading(result: unknown): result is PageReading {
  return typeof result === 'object' && result !== null && 'workItem' in result && 'people' in result
}

function titleAndAddress(tab: Tab): WorkItem | null {
  const url = cleanWorkItemUrl(tab.url ?? '')
  if (url === null) return null
  const words = oneLine(tab.title ?? '')
  const title = words === '' || isAddress(words, tab) ? lastPart(url) : words
  return { tool: 'generic', kind: 'page', key: null, title, url }
}

/** As the server wants a title: one line of whole characters, not too long. */
function oneLine(text: string): string {
  const line = text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim()
  return line
    .slice(0, TITLE_MAX_LENGTH)
    .replace(/[\uD800-\uDBFF]$/, '')
    .toWellFormed()
}

/** Browsers call a tab by its address while it has no title yet. */
function isAddress(title: string, { url = '' }: Tab): boolean {
  return title.startsWith(URL.parse(url)?.host || url) && url.includes(title)
}

/** `runbook.pdf` of `https://files.corp.example/runbook.pdf`. */
function lastPart(address: string): string {
  const { pathname, host } = new URL(address)
  const part = pathname.split('/').findLast(Boolean) ?? host
  try {
    return oneLine(decodeURIComponent(part)) || host
  } catch {
    return oneLine(part)
  }
}
