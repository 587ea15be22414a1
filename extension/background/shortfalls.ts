import { browser, type Browser } from 'wxt/browser'
import { midnight } from '../day.ts'
import { forgetShortfalls, keepShortfall } from '../shortfalls.ts'
import type { PageReading } from '../tools/tool.ts'
import { patternOf } from './site-pattern.ts'

type Tab = Browser.tabs.Tab

/**
 * Notes in this browser, and nowhere else, that a page did not show what its reader must find there. Once a page of that kind
 * is read in full again, it is forgotten.
 */
export async function noteReading(tab: Tab, { workItem, missing }: PageReading): Promise<void> {
  const url = URL.parse(tab.url ?? '')
  if (!workItem || !missing || !url) return
  const { tool, kind } = workItem
  const site = patternOf(url)
  if (missing.length === 0)
    return forgetShortfalls((one) => one.tool === tool && one.site === site && one.kind === kind)
  const report = await readReport(tab)
  const day = midnight(new Date()).getTime()
  await keepShortfall({ tool, site, kind, missing: [...missing], day, report })
}

/** Sites that are turned off leave nothing behind. */
export async function forgetSites(patterns: string[]): Promise<void> {
  await forgetShortfalls(({ site }) => patterns.includes(site))
}

async function readReport({ id }: Tab): Promise<string> {
  if (id === undefined) return ''
  try {
    const [injected] = await browser.scripting.executeScript({ target: { tabId: id }, files: ['/report.js'] })
    return typeof injected?.result === 'string' ? injected.result : ''
  } catch {
    // The page has gone meanwhile. That something was missing is worth knowing all the same.
    return ''
  }
}
