import { parsed } from './json-ld.ts'
import { pageName, userAt } from './mediawiki-names.ts'
import { absolute, canonicalUrl } from './page.ts'
import type { Page, Seen } from './tool.ts'

/** The page's name with its namespace, with spaces; null where nothing tells it. */
export function pageKey(page: Page): string | null {
  const island = config(page, 'wgPageName')
  const edit = page.root.querySelector(
    '#ca-history a, #ca-edit a, link[rel="alternate"][href*="action=edit"]',
  )
  const printed = page.root.querySelector('.printfooter a[href]')
  const candidates = [edit, printed].map((link) => absolute(page, link?.getAttribute('href')))
  const names = [typeof island === 'string' ? island : null, ...[page.url, ...candidates].map(pageName)]
  return names.find((name) => name)?.replaceAll('_', ' ') ?? null
}

/** The article itself, also from its history or a difference. */
export function itemUrl(page: Page, key: string | null): string {
  const script = scriptPath(page)
  const byTitle = page.url.searchParams.has('title') || !page.url.searchParams.has('diff')
  if (byTitle || key === null || script === null) return canonicalUrl(page)
  return `${page.url.origin}${script}/index.php?title=${encodeURIComponent(key.replaceAll(' ', '_'))}`
}

/** Where index.php and api.php live: '/w', '/mediawiki', or '' for the root; null where the page does not say. */
export function scriptPath(page: Page): string | null {
  const island = config(page, 'wgScriptPath')
  if (typeof island === 'string') return island
  const links = page.root.querySelectorAll(
    'link[rel="EditURI"], form[action*="index.php"], a[href*="/index.php?"]',
  )
  for (const link of Array.from(links).slice(0, 50)) {
    const url = absolute(page, link.getAttribute('href') ?? link.getAttribute('action'))
    const [, path] = /^(.*)\/(?:api|index)\.php$/.exec(url?.host === page.url.host ? url.pathname : '') ?? []
    if (path !== undefined) return path
  }
  return null
}

/** One value of the wiki's own script variables, in the forms of 1.17 to now. */
export function config(page: Page, name: string): unknown {
  for (const script of Array.from(page.root.querySelectorAll('script:not([src])')).slice(0, 40)) {
    const [, value] =
      new RegExp(`"?\\b${name}"?\\s*[:=]\\s*("(?:[^"\\\\]|\\\\.){0,2000}"|-?\\d+|null)`).exec(
        script.textContent ?? '',
      ) ?? []
    if (value !== undefined) return parsed(value)
  }
  return undefined
}

/** The signed-in viewer, by the wiki's own variables or the link to their page. */
export function viewerOf(page: Page): Partial<Seen> | null {
  const island = config(page, 'wgUserName')
  if (typeof island === 'string') return { handle: island, name: island }
  const link = page.root.querySelector(
    '#pt-userpage a, #pt-userpage-2 a, a.menu__item--user, .menu__item--userPage',
  )
  const seen = userAt(page, link, 'participant')
  return seen && { handle: seen.handle, name: seen.handle }
}
