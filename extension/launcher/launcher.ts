import type { JoinedPlace } from './joined-places.ts'
import { isAlive, tell } from './extension-api.ts'
import { watchNavigation } from './navigation.ts'
import { createPill, HOST_NAME, type Pill } from './pill.ts'
import { findRoom } from './room.ts'

/** When room beside a title is looked for after the page has changed, in milliseconds: pages render late, and replace what was there. */
const LOOKS = [100, 300, 1000]

/** So long is a page that has grown left alone. */
const REST_MS = 250

/** Ends the launcher; `chip.ts` finds the button by it, which the page cannot. */
export interface LauncherLife extends AbortController {
  button?: HTMLButtonElement
}

/** Puts the button up beside the page's title, or in a corner, until `life` is over. */
export function startLauncher(life: LauncherLife, label: string, places: readonly JoinedPlace[]): void {
  const { signal } = life
  for (const earlier of document.querySelectorAll(HOST_NAME)) earlier.remove()
  const pill = createPill(label, () => void open(life))
  const { host } = pill
  life.button = pill.button
  let isNear = false
  const stay = () => {
    if (!isAlive()) life.abort()
    else if (!signal.aborted && !host.isConnected) root().append(host)
  }
  const near = () => {
    stay()
    if (isNear || pill.where() !== 'corner') return
    isNear = true
    void tell({ type: 'launcher.near' })
  }
  signal.addEventListener('abort', () => host.remove())
  host.addEventListener('pointerenter', near, { signal })
  host.addEventListener('focusin', near, { signal })
  document.addEventListener('visibilitychange', stay, { signal })
  root().append(host)
  afterPaint(() => {
    if (signal.aborted) return
    const place = places.find(([marks]) => root().querySelector(marks))
    if (place) follow(place.slice(1), pill, stay, signal)
    else toCorner(pill)
  })
}

/** A page that has just been drawn says for nothing where things stand; before, asking would make it lay itself out. */
function afterPaint(ask: () => void): void {
  requestAnimationFrame(() => setTimeout(ask))
}

/** While one click is being answered, the next means the same. */
let isOpening = false

/** A click says that there was one; the background reads the page and opens the composer. */
async function open(life: AbortController): Promise<void> {
  if (isOpening) return
  isOpening = true
  await tell({ type: 'launcher.open' })
  isOpening = false
  if (!isAlive()) life.abort()
}

/** Keeps the pill beside the title of a known tool's page, through late rendering and changes of layout. */
function follow(titles: readonly string[], pill: Pill, stay: () => void, signal: AbortSignal): void {
  let title: Element | null | undefined = null
  let stood = ''
  let looks: ReturnType<typeof setTimeout>[] = []
  const arrange = (isLate = false) => {
    if (signal.aborted) return
    const found = titleOf(titles)
    const outline = outlineOf(found)
    const isSame = outline === stood && found === title
    if (!isLate && isSame) return
    if (found !== title) watchBoxes(observer, found ?? document.body)
    title = found
    // Before the pill moves: then the page would be laid out anew for the answer.
    stood = outline
    const room = found && findRoom(found, pill)
    // Where somebody may be about to click, nothing comes late, nor beside what came late.
    if (room && (!isLate || (isSame && pill.where() === 'inline'))) pill.show('inline', found, room)
    else if (isLate || pill.where() === 'corner') toCorner(pill)
    else pill.show('', root())
  }
  const look = () => {
    stay()
    arrange()
    for (const before of looks) clearTimeout(before)
    looks = LOOKS.map((delay) => setTimeout(arrange, delay, delay === LOOKS.at(-1)))
  }
  const check = () => {
    if (titleOf(titles) !== title || outlineOf(title) !== stood) look()
  }
  const observer = new ResizeObserver(rarely(check))
  look()
  addEventListener('resize', look, { signal })
  addEventListener('scroll', ({ target }) => target !== document && check(), { signal, capture: true })
  signal.addEventListener('abort', () => observer.disconnect())
  watchNavigation(look, check, signal)
}

/** Many pages grow all the time, and their thread is theirs: now, and once more for all that comes soon. */
function rarely(check: () => void): () => void {
  let rests = false
  return () => {
    if (rests) return
    rests = true
    requestAnimationFrame(check)
    setTimeout(() => {
      rests = false
      check()
    }, REST_MS)
  }
}

/** All that the title stands in: what pushes it elsewhere makes one of them grow, also where the page itself never does. */
function watchBoxes(observer: ResizeObserver, innermost: Element | null): void {
  observer.disconnect()
  for (let box = innermost; box; box = box.parentElement) observer.observe(box)
}

function toCorner(pill: Pill): void {
  const page = document.body ?? root()
  pill.show('corner', page, `direction: ${getComputedStyle(page).direction};`)
}

/** Where an element stands, for little: what is around it may have changed all the same. */
function outlineOf(element: Element | null | undefined): string {
  return JSON.stringify([element?.getBoundingClientRect(), element?.textContent, root().clientWidth])
}

function titleOf(titles: readonly string[]): Element | undefined {
  for (const selector of [...titles, 'h1']) {
    const title = root().querySelector(selector)
    if (title?.getClientRects().length) return title
  }
  return undefined
}

/** By way of the prototype: `<img name="documentElement">` hides `document.documentElement`. */
function root(): Element {
  return Document.prototype.querySelector.call(document, ':root') ?? document.documentElement
}
