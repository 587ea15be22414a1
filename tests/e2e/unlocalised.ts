import type { Page } from 'puppeteer-core'

/** A text that somebody can see or hear, and where: `button[aria-label]`. */
interface Said {
  where: string
  text: string
}

/** Every text of a pseudo-localised page that is not in its brackets and is no data either. */
export async function findUnlocalised(page: Page, known: readonly string[]): Promise<string[]> {
  const data = [...known, ...(await page.evaluate(readStoredData))]
  const said = await page.evaluate(listSaid)
  return said
    .filter(({ text }) => hasWords(withoutData(text, data)))
    .map(({ where, text }) => `${where}: ${text}`)
}

/** Addresses of people, sites and servers, and the letters on a person's disc. */
const FORMS_OF_DATA = [
  /https?:\/\/\S+/g,
  /\S+@\S+/g,
  /\b[\w-]+(?:\.[\w-]+)*\.example\b\S*/g,
  /\blocalhost:\d+/g,
]

function withoutData(text: string, data: readonly string[]): string {
  const rest = withoutMarked(text)
  const longestFirst = data.filter(Boolean).toSorted((a, b) => b.length - a.length)
  const unknown = longestFirst.reduce((left, datum) => left.replaceAll(datum, ''), rest)
  return FORMS_OF_DATA.reduce((left, form) => left.replaceAll(form, ''), unknown)
}

/** Brackets within brackets are a text within a text. */
function withoutMarked(text: string): string {
  const less = text.replaceAll(/\[[^[\]]*\]/g, '')
  return less === text ? text : withoutMarked(less)
}

function hasWords(text: string): boolean {
  return /\p{Letter}/u.test(text)
}

/**
 * What people wrote and servers said, from the extension's own database. Only under the names of data: a state of ours such as
 * 'waiting' is no word to show.
 */
async function readStoredData(): Promise<string[]> {
  const DATA = new Set(['name', 'email', 'team', 'message', 'title', 'key', 'url', 'server'])
  const found: string[] = []
  const collect = (value: unknown, key = ''): void => {
    if (typeof value === 'string' && DATA.has(key)) found.push(value, value.trim())
    else if (Array.isArray(value)) for (const one of value) collect(one)
    else if (typeof value === 'object' && value !== null)
      for (const [name, one] of Object.entries(value)) collect(one, name)
  }
  const answered = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result))
      request.addEventListener('error', () => reject(new Error(String(request.error))))
    })
  const database = await answered(indexedDB.open('bright-spots'))
  const stores = Array.from(database.objectStoreNames)
  const transaction = database.transaction(stores)
  collect(await Promise.all(stores.map((store) => answered(transaction.objectStore(store).getAll()))))
  database.close()
  return found
}

/** In the page: what stands in it, in its spoken names, its hints and its style. */
function listSaid(): Said[] {
  const SPOKEN = ['aria-label', 'aria-description', 'aria-valuetext', 'title', 'placeholder', 'alt']
  /** Intl wrote the times, each language names itself, and the letters on a disc are a person's. */
  const NOT_OURS = 'time, option[lang], .avatar, script, style'
  const said: Said[] = [{ where: 'title', text: document.title }]
  const tell = (where: string, text: string | null | undefined) => {
    if (text?.trim()) said.push({ where, text: text.trim() })
  }
  for (const element of document.body.querySelectorAll('*')) {
    const name = [element.localName, element.getAttribute('class')].filter(Boolean).join('.')
    if (element.localName !== 'option' && !element.checkVisibility()) continue
    for (const attribute of SPOKEN) tell(`${name}[${attribute}]`, element.getAttribute(attribute))
    if (element.matches(NOT_OURS)) continue
    for (const node of element.childNodes) if (node instanceof Text) tell(name, node.data)
    for (const part of ['::before', '::after']) {
      const { content } = getComputedStyle(element, part)
      if (content.startsWith('"')) tell(name + part, content)
    }
  }
  return said
}
