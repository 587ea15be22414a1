/** A window that nobody sees is never painted. */
const AT_THE_LATEST_MS = 100

/**
 * Resolves when what is rendered now has been painted. What is asked of the background before comes first in Firefox: there it
 * works on the same thread.
 */
export function painted(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve))
    setTimeout(resolve, AT_THE_LATEST_MS)
  })
}
