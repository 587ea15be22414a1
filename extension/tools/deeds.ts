import { textAfter, textBefore } from './around.ts'
import { isName } from './names.ts'
import { textOf } from './page.ts'
import { isPersonal, PERSON, personIn } from './person-links.ts'
import { atBy, roleAfter, roleBefore } from './roles.ts'
import type { Page, Seen } from './tool.ts'
import { CHROME } from './viewers.ts'

const LOOKED_AT_MAX = 3000
const NAME_MAX = 70
const LINE_MAX = 160
const AUTHORS_MAX = 3

/** Elements that may hold a name. */
const MENTIONS = `a[href], b, strong, em, i, bdi, cite, address, [class*="user" i], [class*="author" i], ${PERSON}`

/** What somebody wrote, in which other people may be named. */
const WRITTEN = `${CHROME}, pre, code, textarea, blockquote`

/** A remark of somebody, as far as its class or id tells. */
const REMARK =
  '[class*="comment" i], [id*="comment" i], [class*="message" i], [class*="reply" i], [class*="answer" i], [class*="post" i], [class*="note" i], [id^="change-"], [itemprop~="comment"]'

const SIGNED =
  /^(?:\([^()]*\)\s*)*(?:[,·–-]\s*)?(?:\d{1,2}[:.h]\d\d|\d{1,2}\.? \p{L}+\.? \d{4}|\d{4}-\d\d-\d\d)/u
const TIME = /\d{1,2}[:.h]\d\d|\b\d{4}-\d\d-\d\d|\b(?:19|20)\d\d\b|\bago\b/

/** Those whose part in the page stands before or after their name: 'Created on 3 March by Jo', 'Jo commented'. */
export function deeds(page: Page): Seen[] {
  const elements = Array.from(page.root.querySelectorAll(MENTIONS)).slice(0, LOOKED_AT_MAX)
  const rows = new Map<string, Seen[]>()
  for (const element of elements) {
    const text = textOf(element)
    if (text === '' || text.length > NAME_MAX || element.closest(WRITTEN)) continue
    const person = personIn(element, page)
    const role = person && roleOf(element, page)
    if (role) append(rows, rowOf(role, element), { role, ...person })
  }
  return Array.from(rows.values()).flatMap(inRow)
}

/** What looks the same is one row of a list, or one remark of several. */
function rowOf(role: Seen['role'], element: Element): string {
  return [role, shapeOf(element), shapeOf(element.parentElement)].join(' ')
}

function append(rows: Map<string, Seen[]>, row: string, seen: Seen): void {
  rows.set(row, [...(rows.get(row) ?? []), seen])
}

function shapeOf(element: Element | null): string {
  return `${element?.localName}.${element?.getAttribute('class')}`
}

/** Several authors in a row, one after the other, wrote what follows below; many are a list of items, which nobody wrote. */
function inRow(seen: Seen[]): Seen[] {
  const authors = new Set(seen.map(({ handle, name, email }) => handle ?? name ?? email))
  if (seen[0]?.role !== 'author' || authors.size < 2) return seen
  return authors.size > AUTHORS_MAX ? [] : seen.map((one) => ({ ...one, role: 'commenter' }))
}

function roleOf(element: Element, page: Page): Seen['role'] | undefined {
  const before = roleBefore(textBefore(element))
  const personal = isPersonal(element, page) || element.matches('[class*="author" i], [class*="user" i]')
  if (before && (personal || before.isSure)) return before.role
  const after = textAfter(element) || textOf(element.closest('td')?.nextElementSibling)
  const role = personal || TIME.test(after) ? roleAfter(after) : undefined
  return role ?? (personal && isSigned(element, after) ? 'commenter' : undefined)
}

/** A time after a name at the end of a remark, or beside it in the head of one. */
function isSigned(element: Element, after: string): boolean {
  if (SIGNED.test(after)) return true
  if (element.closest(REMARK) === null || /\p{L}/u.test(textBefore(element))) return false
  const head = after === '' ? textOf(element.parentElement?.parentElement) : ''
  return TIME.test(after) || (head.length < 200 && TIME.test(head))
}

/** 'Last modified by Jo Doe on 3 March', where no markup tells the name. */
export function plainDeeds(page: Page): Seen[] {
  const rows = new Map<string, Seen[]>()
  const lines = Array.from(page.root.querySelectorAll('p, li, div, span, td, th, dd, small, footer'))
  for (const line of lines.slice(0, LOOKED_AT_MAX)) {
    const text = line.childElementCount > 2 ? '' : textOf(line)
    if (text.length > LINE_MAX || line.closest(WRITTEN)) continue
    for (const [before, after] of atBy(text)) {
      const [name = ''] =
        /^[^\d,;·|()]{2,60}?(?=\s+(?:on|at|am|le|el|em|il|в|[–-])\s|\s*[\d,;·|()]|\.?$)/u.exec(after) ?? []
      const known = isName(name) ? roleBefore(before) : undefined
      if (known?.isSure) append(rows, rowOf(known.role, line), { role: known.role, name })
    }
  }
  return Array.from(rows.values()).flatMap(inRow)
}
