import type { JoinedPlace } from '../launcher-places.ts'
import { extensionApi, onLabelChanged } from './extension-api.ts'
import { watchNavigation } from './navigation.ts'
import { createPill, HOST_NAME, type Pill } from './pill.ts'
import { findRoom } from './room.ts'

/** When a title is looked for again after a navigation, in milliseconds: pages render late, and replace what was there. */
const LOOKS = [100, 300, 1000]

/** So long is a page that has grown left alone. */
const REST_MS = 250

/** Puts the button up beside the page's title, or in a corner, until `life` is over. */
export function startLauncher(life: AbortController, label: string, places: readonly JoinedPlace[]): void {
  const { signal } = life
  for (const earlier of document.querySelectorAll(HOST_NAME)) earlier.remove()
  const pill = createPill(label, () => void open(life))
  const putUp = () => root().append(pill.host)
  const stay = () => {
    if (!extensionApi('runtime')?.id) life.abort()
    else if (!pill.host.isConnected) putUp()
  }
  signal.addEventListener('abort', () => pill.host.remove())
  pill.host.addEventListener('pointerenter', stay, { signal })
  document.addEventListener('visibilitychange', stay, { signal })
  onLabelChanged((changed) => pill.say(changed), signal)
  putUp()
  const begin = () => {
    if (signal.aborted) return
    const place = places.find(([marks]) => root().querySelector(marks))
    if (!place) return pill.showInCorner()
    const look = follow(place.slice(1), pill, signal)
    watchNavigation(() => {
      stay()
      look()
    }, signal)
  }
  afterPaint(begin)
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
  // A worker that ends meanwhile breaks the answer, not the button; whether the extension is gone is asked below.
  await extensionApi('runtime')
    ?.sendMessage({ type: 'launcher.open' })
    .catch(() => null)
  isOpening = false
  if (!extensionApi('runtime')?.id) life.abort()
}

/** Keeps the pill beside the title of a known tool's page, through late rendering and changes of layout. */
function follow(titles: readonly string[], pill: Pill, signal: AbortSignal): () => void {
  let title: Element | null = null
  let stood = ''
  let frame = 0
  const settle = () => {
    cancelAnimationFrame(frame)
    frame = requestAnimationFrame(() => arrange())
  }
  const stands = () => title !== null && outlineOf(title) === stood
  let grownTo = root().getBoundingClientRect().height
  const resized = new ResizeObserver((entries) => {
    if (!stands()) settle()
    const page = entries.find(({ target }) => target === root())
    if (!page || page.contentRect.height === grownTo) return
    grownTo = page.contentRect.height
    // Many pages grow all the time: their thread is theirs, so the next growth is looked at with those that follow soon.
    resized.unobserve(page.target)
    setTimeout(() => signal.aborted || resized.observe(page.target), REST_MS)
  })
  const arrange = (isLast = true) => {
    if (signal.aborted || (!isLast && stands())) return
    const found = titleOf(titles)
    if (title && title !== found) resized.unobserve(title)
    if (found && title !== found) resized.observe(found)
    title = found
    // Before the pill moves: then the page would be laid out anew for the answer.
    stood = found ? outlineOf(found) : ''
    const room = found && findRoom(found, pill)
    if (room) pill.showAt(room, found)
    else if (found || isLast) pill.showInCorner()
  }
  arrange(false)
  resized.observe(root())
  addEventListener('resize', settle, { signal })
  addEventListener('scroll', ({ target }) => void (target !== document && holds(target, title) && settle()), {
    signal,
    capture: true,
  })
  signal.addEventListener('abort', () => resized.disconnect())
  const look = () => {
    for (const delay of LOOKS) setTimeout(() => arrange(delay === LOOKS.at(-1)), delay)
  }
  look()
  return look
}

/** Where an element stands, for little: what is around it may have changed all the same. */
function outlineOf(element: Element): string {
  return JSON.stringify([element.getBoundingClientRect(), root().clientWidth])
}

function holds(target: EventTarget | null, title: Element | null): boolean {
  return target instanceof Node && target.contains(title)
}

function titleOf(titles: readonly string[]): Element | null {
  const found = [...titles, 'h1'].map((selector) => root().querySelector(selector))
  return found.find((title) => title?.getClientRects().length) ?? null
}

/** By way of the prototype: `<img name="documentElement">` hides `document.documentElement`. */
function root(): Element {
  return Document.prototype.querySelector.call(document, ':root') ?? document.documentElement
}
