import { READERS } from '../../../extension/tools/readers.ts'
import type { Page } from '../../../extension/tools/tool.ts'
import type { Row } from './row.ts'

/** What becomes of a page from one version of its tool to the next, in another language, or beside another extension. */
export const agings: Record<string, (page: Page, row: Row) => void> = {
  'every class is gone': ({ root }) => {
    for (const element of all(root)) element.removeAttribute('class')
  },
  'every id is another': ({ root }) => {
    for (const [nth, element] of all(root, '[id]').entries()) element.id = `x${nth}`
  },
  'every element has a wrapper': ({ root }) => {
    for (const element of all(root, 'body *')) wrap(element, 'div')
  },
  'every text has a wrapper': ({ root }) => {
    for (const text of texts(root)) if (text.parentElement?.closest('body')) wrap(text, 'span')
  },
  'it speaks another language': translate,
  'no script tells anything': ({ root }) => {
    for (const script of all(root, 'script:not([src])')) script.remove()
  },
  'its cards and linked data are of another item': makeStale,
  'another extension lives there too': settle,
}

function all(root: Element, selector = '*'): Element[] {
  return Array.from(root.querySelectorAll(selector))
}

/** What a person reads, but for what is empty. */
function texts(element: Element): Text[] {
  return Array.from(element.childNodes).flatMap((node) => {
    if (isElement(node)) return node.matches('script, style') ? [] : texts(node)
    return isText(node) && node.data.trim() ? [node] : []
  })
}

const isText = (node: Node): node is Text => node.nodeType === 3
const isElement = (node: Node): node is Element => node.nodeType === 1

function wrap(node: Element | Text, name: string): void {
  const wrapper = node.ownerDocument.createElement(name)
  node.replaceWith(wrapper)
  wrapper.append(node)
}

/** Who and what has the same name in every language: a page with somebody else on it adds them here. */
const NAMES =
  /(?:amelia|hart|li.?wei|li\b|tomasz|k\b|jorge|ben[ií]tez|priya|raman|noor|haddad|siobh[aá]n|moss|petra|l\.)[\w.-]*/
const ACCOUNTS = /\bcorp\b|nobody; ok to take it|somebody|\S*bot\b|robot|update system/
/** Addresses, paths, numbers and hashes, and the trailers of a commit's message. */
const MACHINE_WORDS = /\S+[@/]\S*|\w*\d\w*|[a-z-]+-by:/
const PRODUCTS = new RegExp(READERS.map(({ id }) => id.replaceAll('-', ' ')).join('|'))

/** Every word but the item's own, and names, in letters that no pattern knows. */
function translate({ root }: Page, { title, key }: Row): void {
  const own = [title, key ?? title].map((text) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('|')
  const kept = [own, MACHINE_WORDS.source, NAMES.source, ACCOUNTS.source, PRODUCTS.source].join('|')
  const pattern = new RegExp(`(${kept})|(\\p{L}+)`, 'giu')
  const translated = (text: string) =>
    text.replace(pattern, (_whole, name?: string, word?: string) => name ?? inCyrillic(word ?? ''))
  for (const text of texts(root)) text.data = translated(text.data)
  for (const attribute of ['title', 'alt', 'aria-label', 'placeholder'])
    for (const element of all(root, `[${attribute}]`))
      element.setAttribute(attribute, translated(element.getAttribute(attribute) ?? ''))
}

const LATIN = 'abcdefghijklmnopqrstuvwxyz'
const CYRILLIC = 'абцдефгхийклмнопярстувшжыз'

function inCyrillic(word: string): string {
  return Array.from(word.toLowerCase(), (letter) => CYRILLIC[LATIN.indexOf(letter)] ?? letter).join('')
}

const STRANGER = 'Ivy Stranger'
const OTHER_TITLE = 'Another item altogether'

/** As a soft navigation leaves them: of the item before. */
function makeStale({ root, url }: Page, { title }: Row): void {
  const other = new URL(`${url.pathname.replace(/[^/]*$/, '')}another-item-99`, url).href
  const head = root.querySelector('head')
  for (const card of all(root, 'meta:is([property^="og:"], [property^="twitter:"], [name^="twitter:"])'))
    card.setAttribute('content', staleContent(card, title, other))
  const cards = { 'og:url': other, 'og:title': OTHER_TITLE, 'twitter:title': OTHER_TITLE }
  for (const [property, content] of Object.entries(cards))
    if (!root.querySelector(`[property="${property}"]`))
      head?.insertAdjacentHTML('beforeend', `<meta property="${property}" content="${content}">`)
  for (const script of all(root, 'script[type="application/ld+json"]')) script.remove()
  for (const island of staleIslands(other))
    head?.insertAdjacentHTML(
      'beforeend',
      `<script type="application/ld+json">${JSON.stringify(island)}</script>`,
    )
}

function staleContent(card: Element, title: string, url: string): string {
  const name = card.getAttribute('property') ?? card.getAttribute('name') ?? ''
  const content = card.getAttribute('content') ?? ''
  if (name.endsWith(':url')) return url
  if (/author|creator|data\d/.test(name)) return STRANGER
  return name.endsWith(':title') ? OTHER_TITLE : content.replaceAll(title, OTHER_TITLE)
}

/** The ways in which an island says of what it speaks. */
function staleIslands(url: string): object[] {
  const posting = { '@type': 'DiscussionForumPosting', headline: OTHER_TITLE, author: { name: STRANGER } }
  return [
    { ...posting, url },
    { ...posting, mainEntityOfPage: { '@id': url } },
    { ...posting, mainEntityOfPage: url },
    { '@type': 'QAPage', url, mainEntity: posting },
  ]
}

/** A toolbar with people and links, before all, after each heading and in a root of its own; marks on every element; icons in and after every link. */
function settle({ root }: Page): void {
  for (const element of all(root)) element.setAttribute('data-timer-id', '7')
  for (const link of all(root, 'a')) {
    link.insertAdjacentHTML('beforeend', '<i data-timer="icon"></i>')
    link.insertAdjacentHTML(
      'afterend',
      '<a href="https://timer.example/ivy" aria-label="Start"><svg></svg></a>',
    )
  }
  for (const heading of all(root, 'h1, h2, h3')) heading.insertAdjacentHTML('afterend', TOOLBAR)
  const body = root.querySelector('body')
  body?.insertAdjacentHTML('afterbegin', TOOLBAR)
  const host = root.ownerDocument.createElement('timer-host')
  host.attachShadow({ mode: 'open' }).innerHTML = TOOLBAR
  body?.append(host)
}

const TOOLBAR = `<div class="timer user" data-user="ivy"><h2>Timer</h2><button>Start</button>
  <img alt="${STRANGER}"><span class="name">${STRANGER}</span> <a href="mailto:ivy@timer.example">Write</a>
  ${['/users/41', '/ivy', '/p/ivy/', '/wiki/User:Ivy', '/display/~ivy', 'https://timer.example/ivy'].map((href) => `<a href="${href}">${STRANGER}</a>`).join(' ')}</div>`
