/** Time to see that there is a question at all; whoever meant something else has let go of the mouse by then. */
const READING_MS = 500

/**
 * Whether a click answers a question that could be read: not the second half of a double-click, nor one made before.
 * @param since when the question was there to be read, by `performance.now()`
 */
export function isOnPurpose({ detail, timeStamp }: MouseEvent, since: number): boolean {
  return detail < 2 && timeStamp - since >= READING_MS
}

/** A key that is held since before the question answers nothing. */
export function ignoreHeld(event: KeyboardEvent): void {
  if (event.repeat && event.key === 'Enter') event.preventDefault()
}
