import { readMailto } from './mailto.ts'
import { isName } from './names.ts'
import { oneLine, textOf } from './page.ts'
import { isPersonal, PERSON, personIn } from './person-links.ts'
import { roleLabelled } from './roles.ts'
import type { Page, Seen } from './tool.ts'
import { CHROME } from './viewers.ts'

const LOOKED_AT_MAX = 10_000
const LABEL_MAX_LENGTH = 60
const PEOPLE_MAX = 8
const FIELDS_MAX = 3

const LABELS = 'dt, th, td, label, strong, b, h2, h3, h4, h5, h6, span, div'
const VALUE_MAX_LENGTH = 150

type Named = Omit<Seen, 'role'>

/** Those named in fields: 'Assignee: Jo Doe', as a list, a table, a form or a heading has it. The first field of a role counts; many are a list. */
export function labelledFields(page: Page): Seen[] {
  const fields = new Map<Seen['role'], Named[][]>()
  for (const label of Array.from(page.root.querySelectorAll(LABELS)).slice(0, LOOKED_AT_MAX)) {
    const role = label.childElementCount > 2 ? undefined : roleOf(label)
    const people = role && !label.closest(CHROME) ? peopleAt(valueOf(label), page) : []
    if (role && people.length > 0) fields.set(role, [...(fields.get(role) ?? []), people])
  }
  return Array.from(fields).flatMap(([role, [first = [], ...more]]) =>
    more.length > FIELDS_MAX ? [] : first.map((person) => ({ role, ...person })),
  )
}

function roleOf(label: Element): Seen['role'] | undefined {
  const text = label.textContent ?? ''
  if (text.length > LABEL_MAX_LENGTH * 2) return undefined
  const words = oneLine(text)
  // 'Author' beside a comment is a badge.
  return label.localName === 'span' && !/[:：]$/u.test(words) ? undefined : roleLabelled(words)
}

/** What stands beside a label, or beside what holds nothing but the label; a row of column heads has no value. */
function valueOf(label: Element): Element | string {
  const text = textOf(label)
  for (
    let node: Element | null = label;
    node && textOf(node) === text && !node.matches('li, tr');
    node = node.parentElement
  ) {
    const loose = node.nextSibling?.nodeName === '#text' ? oneLine(node.nextSibling.textContent ?? '') : ''
    if (/\p{L}/u.test(loose)) return loose
    for (let next = node.nextElementSibling; next; next = next.nextElementSibling) {
      if (next.matches('th, dt') || roleLabelled(textOf(next))) return ''
      if (next.querySelector('input, option') || /\p{L}/u.test(textOf(next))) return next
    }
  }
  return ''
}

function peopleAt(value: Element | string, page: Page): Named[] {
  if (typeof value === 'string') return namedIn(value)
  const marked = [value, ...Array.from(value.querySelectorAll(`a[href], ${PERSON}`))]
    .slice(0, PEOPLE_MAX * 4)
    .filter((element) => element.matches(`a[href], ${PERSON}`) && isPersonal(element, page))
    .flatMap((element) => personIn(element, page) ?? [])
  if (marked.length > 0) return marked.slice(0, PEOPLE_MAX)
  const field = value.querySelector('option[selected], input:not([type="hidden"])')
  if (field)
    return namedIn(
      field.getAttribute('value') && field.localName === 'input'
        ? (field.getAttribute('value') ?? '')
        : textOf(field),
    )
  return textOf(value).length > VALUE_MAX_LENGTH ? [] : namedIn(firstText(value))
}

/** The first of the texts within an element: 'Jo Doe' of 'Jo Doe <a>edit</a>'. */
function firstText(element: Element): string {
  let node: Node = element
  for (let depth = 0; node.nodeName !== '#text' && depth < 20; depth++) {
    const next = Array.from(node.childNodes).find(
      (child) => child.nodeName !== '#comment' && /\p{L}/u.test(child.textContent ?? ''),
    )
    if (!next) return ''
    node = next
  }
  return oneLine(node.textContent ?? '')
}

/** 'Jo Doe <jo@corp.example>', 'jo, li'. */
function namedIn(text: string): Named[] {
  const [, written = '', email] = /^([^<>]*)<([^<>\s]+)>$/.exec(text) ?? [text, text]
  const names = written
    .split(/,\s|;|\s(?:-|–|—)\s/)
    .map((name) => name.trim())
    .slice(0, PEOPLE_MAX)
  return names.every(isName)
    ? names.map((name) => ({ name, email: email ? readMailto(`mailto:${email}`) : null }))
    : []
}
