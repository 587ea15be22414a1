import { attempt } from './attempt.ts'
import { decoded, oneLine } from './page.ts'
import { SHOWN_NAMES, SHOWN_WORDS } from './report-words.ts'
import type { Page } from './tool.ts'

const LENGTH_MAX = 20_000
const DEPTH_MAX = 40
const LEVELS_MAX = 100
const ATTRIBUTES_MAX = 12
const VALUE_MAX_LENGTH = 200
/** Of elements that look alike and follow each other, so many are shown. */
const ALIKE_MAX = 2
/** A page may put ten thousand elements side by side. */
const CHILDREN_MAX = 400

/** Attributes that programs write for programs: shown word by word, and only those of SHOWN_WORDS. */
const CODE = /^(class|id|role|rel|type|name|property|itemprop|headers|for|data-test-?id)$/
const ADDRESS = /^(href|src|action|formaction|cite|data-url|data-href)$/
/** Looks, which tell nothing. */
const LEFT_OUT = /^(style|on.*|d|srcset|integrity|nonce)$/

/** Gives each text a number: equal texts have the same one, and nothing of a text is in its number. */
type Hash = (text: string) => string

/**
 * How a page is built, for somebody who mends a reader, without anything that can be read on it. Every text, and every value of
 * an attribute, stands as '#7': a number that is drawn as the page is walked through, from a table that is thrown away at the
 * end, so that there is nothing to try guesses against. Names of elements and attributes, values that programs write for
 * programs (classes, ids, roles), and the parts of addresses are shown word by word, where a word is one of SHOWN_WORDS. Every
 * other word is a number too: people and companies are named in classes and ids as well.
 *
 * As many levels of the page as LENGTH_MAX has room for.
 */
export function reportOf({ root }: Pick<Page, 'root'>): string {
  const hash = createHash()
  let report = ''
  for (let depth = 1; depth <= DEPTH_MAX; depth++) {
    const deeper = outlined(root, depth, hash)
    if (deeper === null || deeper === report) break
    report = deeper
  }
  return report
}

function createHash(): Hash {
  const numbers = new Map<string, number>()
  return (text) => {
    const known = numbers.get(text) ?? numbers.size + 1
    numbers.set(text, known)
    return `#${known}`
  }
}

/** The page down to some depth, which a wrapper around one thing does not count for; null when that is too long. */
function outlined(root: Element, depth: number, hash: Hash): string | null {
  const lines: string[] = []
  let left = LENGTH_MAX
  const write = (line: string) => {
    left -= line.length + 1
    if (left >= 0) lines.push(line)
    return left >= 0
  }
  const walk = (element: Element, level: number, forks: number): boolean => {
    const indent = ' '.repeat(level)
    // A form can hide its own properties behind fields of their names.
    if (!write(indent + (attempt(() => tagOf(element, hash)) ?? '?'))) return false
    if (forks === depth || level === LEVELS_MAX || element.localName === 'svg') return true
    const runs = attempt(() => runsIn(element, hash)) ?? []
    const below = forks + (runs.length > 1 ? 1 : 0)
    return runs.every(({ alike, more }) => {
      const shown = alike.every((child) => walk(child, level + 1, below))
      return shown && (more === 0 || write(`${indent} … ${more} more`))
    })
  }
  return walk(root, 0, 0) ? lines.join('\n') : null
}

interface Run {
  name: string
  alike: Element[]
  more: number
}

/** An element's children, those together that look alike. */
function runsIn(element: Element, hash: Hash): Run[] {
  const runs: Run[] = []
  for (const child of Array.from(element.children).slice(0, CHILDREN_MAX)) {
    const name = `${child.localName} ${worded(child.getAttribute('class') ?? '', hash)}`
    const last = runs.at(-1)
    if (last?.name !== name) runs.push({ name, alike: [child], more: 0 })
    else if (last.alike.length < ALIKE_MAX) last.alike.push(child)
    else last.more++
  }
  return runs
}

/** 'div class="issue #3" data-#4="#5" "#6"' */
function tagOf(element: Element, hash: Hash): string {
  const attributes = Array.from(element.attributes)
    .filter(({ name }) => !LEFT_OUT.test(name))
    .slice(0, ATTRIBUTES_MAX)
    .map(({ name, value }) => `${named(name, hash)}="${valueOf(name, value, hash)}"`)
  const text = ownText(element)
  const name = named(element.localName, hash)
  return [name, ...attributes, text && `"${hash(text)}"`].filter(Boolean).join(' ')
}

function valueOf(name: string, whole: string, hash: Hash): string {
  const value = oneLine(whole)
  if (value === '') return ''
  if (CODE.test(name)) return worded(value.slice(0, VALUE_MAX_LENGTH), hash)
  if (!ADDRESS.test(name)) return hash(value)
  return value
    .slice(0, VALUE_MAX_LENGTH)
    .replace(/[^/?#&=:]+/g, (part) => (SHOWN_WORDS.has(part) ? part : hash(decoded(part))))
}

/** Text that stands in an element itself. */
function ownText(element: Element): string {
  const texts = Array.from(element.childNodes).filter(({ nodeType }) => nodeType === 3)
  return oneLine(texts.map(({ nodeValue }) => nodeValue ?? '').join(' '))
}

/** The name of an element or attribute, which a page may make up. */
function named(name: string, hash: Hash): string {
  return SHOWN_NAMES.has(name) ? name : worded(name, hash)
}

/** 'issue-header__li-wei' as 'issue-header__#1-#2', 'issueTitle' as it stands. */
function worded(text: string, hash: Hash): string {
  return text
    .slice(0, VALUE_MAX_LENGTH)
    .split(/([\s_.:-]+|(?<=[a-z])(?=[A-Z]))/)
    .map((word) => (/^[\s_.:-]*$/.test(word) || SHOWN_WORDS.has(word.toLowerCase()) ? word : hash(word)))
    .join('')
}
