import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script'
import type { PersonOnPage } from '../../shared/recognition.ts'
import { currentPage } from '../tools/current-page.ts'
import { NEEDS_GENERIC, NeedsGeneric } from '../tools/on-demand.ts'
import { readLinked, readPage, toolOf } from '../tools/read-page.ts'
import type { LinkedPerson, Page, PageReading, Reading } from '../tools/tool.ts'

const SELECTION_MAX_LENGTH = 500
const SECOND_LOOK_TIMEOUT_MS = 3000
const SECOND_LOOK_MAX_LENGTH = 200_000

declare global {
  /** Address of the right-clicked link, put into the isolated world by the background just before this script. */
  var brightSpotsLink: string | undefined
}

/** Run on the click, or the menu, alone; `scripting.executeScript` waits for its value. */
export default defineUnlistedScript({ main: (): unknown => (isViewer() ? null : readCurrentPage()) })

/** The browser's own viewer of a PDF or a picture holds nothing to read: the tab's title and address say more. */
function isViewer(): boolean {
  return !/html|xml/.test(document.contentType)
}

async function readCurrentPage(): Promise<PageReading | typeof NEEDS_GENERIC> {
  const page = currentPage()
  const reading = readOnce(page)
  if (reading === NEEDS_GENERIC) return NEEDS_GENERIC
  const selection = selectedText(page)
  const linked = linkedPerson(page)
  const people = await lookAgain(page, reading)
  return { ...reading, people, selection, linked }
}

/** Nothing has been asked or forgotten yet, so that all of it can begin again. */
function readOnce(page: Page): Reading | typeof NEEDS_GENERIC {
  try {
    return readPage(page)
  } catch (fault) {
    if (fault instanceof NeedsGeneric) return NEEDS_GENERIC
    throw fault
  }
}

/** What was marked on the page; what somebody is typing is theirs. */
function selectedText(page: Page): string {
  const typing = page.root.querySelector('input:focus, textarea:focus') !== null
  const text = typing ? '' : (globalThis.getSelection()?.toString() ?? '')
  return text.trim().slice(0, SELECTION_MAX_LENGTH).toWellFormed()
}

function linkedPerson(page: Page): LinkedPerson | null {
  const url = URL.parse(globalThis.brightSpotsLink ?? '')
  globalThis.brightSpotsLink = undefined
  if (url === null) return null
  const links = Array.from(page.root.querySelectorAll('a[href]'))
  const same = links.find((link) => URL.parse(link.getAttribute('href') ?? '', page.url)?.href === url.href)
  return readLinked(page, { url, text: same?.textContent?.trim().slice(0, 200) || null })
}

/** Asks the tool's own API where the page shows nobody. Without an answer, what the page shows stands. */
async function lookAgain(page: Page, reading: Reading): Promise<PersonOnPage[]> {
  const look = reading.workItem?.tool === toolOf(page)?.id ? toolOf(page)?.secondLook : undefined
  if (!look) return reading.people
  try {
    const paths = look.paths(page, reading)
    if (paths.length === 0) return reading.people
    const answers = await Promise.all(paths.map((path) => ask(new URL(path, page.url))))
    return look.parse(answers, page)
  } catch {
    return reading.people
  }
}

/** What stands before an answer so that no other site can run it as a script: Gerrit begins so. */
const GUARD = /^\)\]\}'/

async function ask(url: URL): Promise<unknown> {
  if (url.origin !== location.origin) return null
  try {
    const signal = AbortSignal.timeout(SECOND_LOOK_TIMEOUT_MS)
    const answer = await fetch(url, { credentials: 'same-origin', redirect: 'error', signal })
    const text = answer.ok ? (await answer.text()).replace(GUARD, '') : ''
    return text.length > 0 && text.length < SECOND_LOOK_MAX_LENGTH ? JSON.parse(text) : null
  } catch {
    return null
  }
}
