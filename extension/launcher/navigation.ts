/** Calls back after each navigation within the page: by the Navigation API, else when the tab's title changes or the history moves. */
export function watchNavigation(navigated: () => void, signal: AbortSignal): void {
  // Not in every browser that we support.
  const { navigation } = globalThis as { navigation?: EventTarget }
  if (navigation) {
    navigation.addEventListener('navigatesuccess', navigated, { signal })
    return
  }
  let address = location.href
  const check = () => {
    if (location.href === address) return
    address = location.href
    navigated()
  }
  const observer = new MutationObserver(check)
  observer.observe(document.head, { childList: true, characterData: true, subtree: true })
  addEventListener('popstate', check, { signal })
  signal.addEventListener('abort', () => observer.disconnect())
}
