import { browser, type Browser } from 'wxt/browser'
import type { MatchRequest } from '../../shared/api.ts'
import { createDraft, findDraft } from '../drafts.ts'
import { accountKey, openStorage } from '../storage.ts'
import type { Draft, Intent, Opening, PageSeen, Session } from '../stored.ts'
import { lookAtTab, type MenuExtras } from './look-at-tab.ts'
import { findSession } from './session.ts'

type Tab = Browser.tabs.Tab

/** An intent older than this is about something that the person has left. */
const INTENT_FRESH_MS = 30_000

/** Reads the page that the person is on and builds what the composer opens with. Null when nobody is signed in. */
export async function openComposer(): Promise<Opening | null> {
  const session = await findSession()
  if (!session) return null
  const tab = await activeTab()
  const intent = await takeIntent(session, tab)
  if (intent) return openingFor(session, intent.page)
  return openingFor(session, tab && !isOurs(tab) ? await lookAtTab(tab, {}) : null)
}

/** Looks at a tab for the next window that asks what to open with. */
export async function prepareComposer(tab: Tab, extras: MenuExtras): Promise<void> {
  const session = await findSession()
  if (!session) return
  const page = await lookAtTab(tab, extras)
  const intent = { tabId: tab.id ?? -1, madeAt: Date.now(), account: accountKey(session), page }
  await (await openStorage()).put('intent', intent, 'current')
}

/** The intent is for the tab and the person it was made for; a window of our own has no tab of that kind, and takes any. */
async function takeIntent(session: Session, tab: Tab | undefined): Promise<Intent | null> {
  const transaction = (await openStorage()).transaction('intent', 'readwrite')
  const intent = await transaction.store.get('current')
  await transaction.store.clear()
  await transaction.done
  if (!intent || intent.account !== accountKey(session)) return null
  if (Date.now() - intent.madeAt > INTENT_FRESH_MS) return null
  return tab === undefined || isOurs(tab) || tab.id === intent.tabId ? intent : null
}

async function activeTab(): Promise<Tab | undefined> {
  const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true })
  return tab
}

function isOurs(tab: Tab): boolean {
  return tab.url?.startsWith(browser.runtime.getURL('/')) ?? false
}

/** Written words are never overwritten by a new look at the page. */
async function openingFor({ server, person, values }: Session, page: PageSeen | null): Promise<Opening> {
  const fresh = createDraft({ server, person }, page?.workItem ?? null)
  const there = await findDraft(fresh.account, fresh.key)
  const offered = new Set(values.map(({ id }) => id))
  // A value that has left the organisation's list has no chip that could take it out.
  const draft = there ? { ...there, values: there.values.filter((id) => offered.has(id)) } : fresh
  return {
    draft: withQuote(draft, page?.quote ?? ''),
    resumed: there !== undefined,
    linked: page?.linked ?? null,
    seen: page && seenOn(page),
    site: page?.site ?? null,
  }
}

function seenOn({ workItem, people }: PageSeen): MatchRequest | null {
  const url = workItem && URL.parse(workItem.url)
  return url && people.length > 0 ? { tool: workItem.tool, origin: url.origin, people } : null
}

function withQuote(draft: Draft, selection: string): Draft {
  const quote = selection.trim().replaceAll(/^/gm, '> ')
  if (selection.trim() === '' || draft.message.includes(quote)) return draft
  const before = draft.message.trim() === '' ? '' : `${draft.message.trimEnd()}\n\n`
  return { ...draft, message: `${before}${quote}\n\n` }
}
