import { browser, type Browser } from 'wxt/browser'
import type { WorkItem } from '../../shared/recognition.ts'
import { TITLE_MAX_LENGTH } from '../../shared/limits.ts'
import { cleanWorkItemUrl } from '../../shared/work-item-url.ts'
import { createDraft, findDraft } from '../drafts.ts'
import { openStorage, type Account, type Draft, type Opening } from '../storage.ts'
import type { PageReading } from '../tools/tool.ts'
import { findSession } from './session.ts'
import { siteOf } from './sites.ts'

type Tab = Browser.tabs.Tab

/** An intent older than this is about something that the person has left. */
const INTENT_FRESH_MS = 30_000

/** What the context menu adds to the page: the link that was clicked, and the text of the selection as the browser gave it. */
export interface MenuExtras {
  linkUrl?: string | undefined
  selection?: string | undefined
}

/** Reads the page that the person is on and builds what the composer opens with. Null when nobody is signed in. */
export async function openComposer(): Promise<Opening | null> {
  const session = await findSession()
  if (!session) return null
  const tab = await activeTab()
  const intended = await takeIntent(tab)
  return intended ?? buildOpening(session, tab, {})
}

/** Prepares the composer for a tab: what the next window that asks will open with. */
export async function prepareComposer(tab: Tab, extras: MenuExtras): Promise<void> {
  const session = await findSession()
  if (!session) return
  const opening = await buildOpening(session, tab, extras)
  const intent = { tabId: tab.id ?? -1, madeAt: Date.now(), opening }
  await (await openStorage()).put('intent', intent, 'current')
}

/** The intent is for the tab that it was made in; a window of our own has no tab of that kind, and takes any. */
async function takeIntent(tab: Tab | undefined): Promise<Opening | null> {
  const transaction = (await openStorage()).transaction('intent', 'readwrite')
  const intent = await transaction.store.get('current')
  await transaction.store.clear()
  await transaction.done
  if (!intent || Date.now() - intent.madeAt > INTENT_FRESH_MS) return null
  return tab === undefined || isOurs(tab) || tab.id === intent.tabId ? intent.opening : null
}

async function activeTab(): Promise<Tab | undefined> {
  const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true })
  return tab
}

function isOurs(tab: Tab): boolean {
  return tab.url?.startsWith(browser.runtime.getURL('/')) ?? false
}

async function buildOpening(owner: Account, tab: Tab | undefined, extras: MenuExtras): Promise<Opening> {
  const readable = tab && !isOurs(tab) ? tab : undefined
  const reading = readable && ((await readTab(readable, extras.linkUrl)) ?? titleAndAddress(readable))
  const { draft, resumed } = await draftFor(owner, reading?.workItem ?? null)
  const quoted = withQuote(draft, quotable(reading, extras))
  const people = reading ? [...(reading.linked ? [reading.linked] : []), ...reading.people] : []
  const url = reading?.workItem ? URL.parse(reading.workItem.url) : null
  return {
    draft: quoted,
    resumed,
    linked: Boolean(reading?.linked),
    page: reading?.workItem && url ? { tool: reading.workItem.tool, origin: url.origin, people } : null,
    site: readable ? await siteOf(readable) : null,
  }
}

/** The draft of this work item: written words are never overwritten by a new reading of the page. */
async function draftFor(
  owner: Account,
  context: WorkItem | null,
): Promise<{ draft: Draft; resumed: boolean }> {
  const { server, person } = owner
  const fresh = createDraft({ server, person }, context)
  const there = await findDraft(fresh.account, fresh.key)
  return there ? { draft: there, resumed: true } : { draft: fresh, resumed: false }
}

/** The page keeps the line ends of a selection, which the browser's menu does not; in a frame or a PDF only the menu knows it. */
function quotable(reading: PartialReading | undefined, extras: MenuExtras): string {
  return extras.selection ? reading?.selection || extras.selection : ''
}

function withQuote(draft: Draft, selection: string): Draft {
  const quote = selection.trim().replaceAll(/^/gm, '> ')
  if (selection.trim() === '' || draft.message.includes(quote)) return draft
  const before = draft.message.trim() === '' ? '' : `${draft.message.trimEnd()}\n\n`
  return { ...draft, message: `${before}${quote}\n\n` }
}

/** What our reader sees in a tab that we may look into: one just clicked, or on a site that was turned on. Null for all others. */
async function readTab(tab: Tab, linkUrl: string | undefined): Promise<PartialReading | null> {
  if (tab.id === undefined) return null
  const target = { tabId: tab.id }
  try {
    if (linkUrl)
      await browser.scripting.executeScript({
        target,
        // Without a value: Firefox refuses one that it cannot copy.
        func: (url: string) => void Object.assign(globalThis, { brightSpotsLink: url }),
        args: [linkUrl],
      })
    const [injected] = await browser.scripting.executeScript({ target, files: ['/reader.js'] })
    return isReading(injected?.result) ? injected.result : null
  } catch {
    // The browser forbids looking into this page (its own pages, a PDF viewer, an add-on store): title and address do.
    return null
  }
}

type PartialReading = Pick<PageReading, 'people' | 'linked' | 'selection'> & { workItem: WorkItem | null }

function isReading(result: unknown): result is PageReading {
  return typeof result === 'object' && result !== null && 'workItem' in result && 'people' in result
}

function titleAndAddress(tab: Tab): PartialReading {
  const url = cleanWorkItemUrl(tab.url ?? '')
  const words = (tab.title ?? '').replaceAll(/\s+/g, ' ').trim().slice(0, TITLE_MAX_LENGTH)
  const title = isAddress(words, tab) ? '' : words
  const workItem: WorkItem | null =
    url === null ? null : { tool: 'generic', kind: 'page', key: null, title: title || lastPart(url), url }
  return { workItem, people: [], linked: null, selection: '' }
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
    return decodeURIComponent(part).slice(0, TITLE_MAX_LENGTH)
  } catch {
    return part.slice(0, TITLE_MAX_LENGTH)
  }
}
