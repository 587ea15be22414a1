import { absolute, textOf } from './page.ts'
import { isUserSpace, userAt, userOf } from './mediawiki-names.ts'
import type { Page, Seen } from './tool.ts'

const LINKS_MAX = 5000
const BLOCK = 'p, dd, dt, li, td, div'

/**
 * Who signed on a talk page: the user's page beside the same user's talk page, in any language, before a time of day.
 * Only where nobody signed in full does a user's page alone count: a mention may stand before somebody else's time, too.
 */
export function talkers(page: Page): Seen[] {
  const content = page.root.querySelector('#mw-content-text, .mw-parser-output, .mw-body-content')
  const links = content ? Array.from(content.querySelectorAll('a[href]')).slice(0, LINKS_MAX) : []
  const users = links.flatMap((link) => {
    const user = userOf(absolute(page, link.getAttribute('href')))
    return user ? { link, ...user } : []
  })
  const signed = users
    .map((user, nth) => ({ ...user, next: users[nth + 1] }))
    .filter(({ link }) => isBeforeTime(link))
  const inFull = signed.filter(
    ({ link, handle, space, next }) =>
      handle === next?.handle && space !== next.space && next.link.closest(BLOCK) === link.closest(BLOCK),
  )
  const alone = signed.filter(({ space }) => isUserSpace(space))
  return (inFull.length > 0 ? inFull : alone).flatMap(({ link }) => userAt(page, link, 'commenter') ?? [])
}

/** 'Jo (talk) 10:12, 3 March 2026 (UTC)': a time of day soon after the link, in its own line. */
function isBeforeTime(link: Element): boolean {
  let text = ''
  for (let node: Node | null = link; node && text.length < 100; node = following(node))
    text += ` ${textAfter(node)}`
  return /^.{0,90}?\b\d{1,2}[:.h]\d{2}\b/su.test(text)
}

function following(node: Node): Node | null {
  const parent = node.parentElement
  return node.nextSibling ?? (parent?.matches(`${BLOCK}, body`) ? null : parent)
}

function textAfter(node: Node): string {
  const text = node.nextSibling?.textContent
  return typeof text === 'string' ? text.slice(0, 100) : textOf(null)
}
