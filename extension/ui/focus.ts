const STOPS = 'a[href], button, input, select, textarea'
const HEADINGS = 'h1, h2'

/**
 * Whoever uses the keyboard never falls out of the page: when what has the focus goes, its nearest neighbour takes it; when a
 * whole view goes, the heading of what is there instead. A view that wants it elsewhere has put it there already.
 */
export function keepFocus(root: Element): void {
  /** What has the focus and all that it stands in, the innermost first. */
  let path: Element[] = []
  root.addEventListener('focusin', ({ target }) => {
    path = pathOf(target, root)
  })
  root.addEventListener('focusout', () => {
    // Chromium says this of what is being removed, too. What is still there a moment later was left on purpose.
    queueMicrotask(() => {
      if (isNowhere() && path[0]?.isConnected) path = []
    })
  })
  const observer = new MutationObserver((changes) => {
    const [lost] = path
    if (lost && !lost.isConnected && isNowhere()) findHeir(path, lost, changes)?.focus()
  })
  observer.observe(root, { childList: true, subtree: true })
}

let retry = new AbortController()

/** Puts the cursor there. Firefox refuses in a popup that it has not shown yet: then as soon as the window has the focus. */
export function focusOn(element: HTMLElement | null): void {
  retry.abort()
  retry = new AbortController()
  element?.focus()
  if (!element || document.activeElement === element) return
  const again = () => {
    if (isNowhere()) element.focus()
  }
  addEventListener('focus', again, { once: true, signal: retry.signal })
}

function isNowhere(): boolean {
  return document.activeElement === null || document.activeElement === document.body
}

function pathOf(target: EventTarget | null, root: Element): Element[] {
  const path: Element[] = []
  for (let at = target instanceof Element ? target : null; at; at = at.parentElement) {
    path.push(at)
    if (at === root) break
  }
  return path
}

function findHeir(path: Element[], lost: Element, changes: MutationRecord[]): HTMLElement | null {
  const removal = changes.find(({ removedNodes }) => holder(removedNodes, lost))
  const isView = removal ? holder(removal.removedNodes, lost)?.querySelector(HEADINGS) : null
  let isBehind = (stop: Element) => isBehindGap(stop, removal)
  for (const home of path.filter(({ isConnected }) => isConnected)) {
    const heir = (isView ? null : neighbour(home, isBehind)) ?? heading(home)
    if (heir) return heir
    isBehind = (stop) => follows(stop, home)
  }
  return null
}

function holder(nodes: NodeList, lost: Element): Element | null {
  return Array.from(nodes).find((node) => node instanceof Element && node.contains(lost)) as Element | null
}

/** The next control after the gap, else the last one before it. */
function neighbour(home: Element, isBehind: (stop: Element) => boolean): HTMLElement | null {
  const stops = Array.from(home.querySelectorAll<HTMLElement>(STOPS)).filter((stop) => stop.checkVisibility())
  return stops.find(isBehind) ?? stops.at(-1) ?? null
}

function isBehindGap(stop: Element, gap: MutationRecord | undefined): boolean {
  const { nextSibling: next = null, previousSibling: previous = null } = gap ?? {}
  if (next?.isConnected) return next.contains(stop) || follows(stop, next)
  return !previous?.isConnected || (!previous.contains(stop) && follows(stop, previous))
}

function follows(later: Node, earlier: Node): boolean {
  return (earlier.compareDocumentPosition(later) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0
}

function heading(home: Element): HTMLElement | null {
  const found = Array.from(home.querySelectorAll<HTMLElement>(HEADINGS)).find((one) => one.checkVisibility())
  found?.setAttribute('tabindex', '-1')
  return found ?? null
}
