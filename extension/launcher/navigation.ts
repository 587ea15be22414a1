/** What may lead to a navigation within the page, where nothing tells of one. */
const CAUSES = ['popstate', 'click', 'keyup']

/** How long after, in milliseconds. */
const DELAYS = [0, 300, 1000]

/**
 * Calls `navigated` after each navigation within the page; where a content script has no Navigation API, `check` after whatever
 * may lead to one: that costs nothing while nobody does anything.
 */
export function watchNavigation(navigated: () => void, check: () => void, signal: AbortSignal): void {
  const { navigation } = globalThis as { navigation?: EventTarget }
  if (navigation) return navigation.addEventListener('navigatesuccess', navigated, { signal })
  const soon = () => {
    for (const delay of DELAYS) setTimeout(check, delay)
  }
  for (const cause of CAUSES) addEventListener(cause, soon, { signal, capture: true })
}
