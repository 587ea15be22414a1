import type { WorkItemKind } from '../../shared/recognition.ts'
import { bylines, viewerOf } from './bylines.ts'
import { authorsIn, jsonLd, typesIn } from './json-ld.ts'
import { canonicalUrl, firstText, oneLine, openGraph, tabTitle, textOf, workItem } from './page.ts'
import { offer } from './people.ts'
import type { Page, Reading } from './tool.ts'

const DISCUSSIONS = new Set(['DiscussionForumPosting', 'QAPage', 'Question'])

/** Reads any page of the web: its title by agreement of its parts, its people by bylines that machines are meant to read. */
export function readGeneric(page: Page): Reading {
  const islands = jsonLd(page)
  const kind: WorkItemKind = typesIn(islands).some((type) => DISCUSSIONS.has(type)) ? 'discussion' : 'page'
  const item = { tool: 'generic', kind, key: null, title: titleOf(page), url: canonicalUrl(page) }
  const people = offer(kind, [...authorsIn(islands, page), ...bylines(page)], viewerOf(page))
  return { workItem: workItem(item), people }
}

/** The heading or og:title that the tab's title repeats, else the tab's title without the site's name. */
export function titleOf(page: Page): string {
  const tab = tabTitle(page)
  const social = openGraph(page, 'title')
  const headings = Array.from(page.root.querySelectorAll('h1, h2'), textOf).slice(0, 20)
  const agreed = [...headings, social].filter((text) => text.length > 2 && isWithin(text, tab))
  const longest = agreed.toSorted((a, b) => b.length - a.length)[0]
  const site = openGraph(page, 'site_name')
  return withoutSite(longest ?? '', site) || withoutSite(tab, site) || social || firstText(page, 'h1', 'h2')
}

function isWithin(part: string, whole: string): boolean {
  return whole.toLowerCase().includes(part.toLowerCase())
}

/** 'Runbook - Corp Wiki' without ' - Corp Wiki'; where the site's name is not known, without the last such part. */
function withoutSite(title: string, site: string): string {
  const parts = title.split(/\s+[-–—|·•»]\s+/)
  if (parts.length === 1) return title
  if (site && parts[0]?.toLowerCase() === site.toLowerCase())
    return title.slice(title.indexOf(parts[1] ?? ''))
  const last = parts.at(-1) ?? ''
  return oneLine(title.slice(0, title.lastIndexOf(last)).replace(/\s+[-–—|·•»]\s+$/, ''))
}
