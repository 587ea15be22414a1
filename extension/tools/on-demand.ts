import type { Page, Reading } from './tool.ts'

/** What any page is read by. It is a script of its own: pages of known tools that show all they should do without it. */
export interface Generic {
  readGeneric(page: Page): Reading
  titleOf(page: Page): string
}

declare global {
  /** Put there by `generic.js`. */
  var brightSpotsGeneric: Generic | undefined
}

/** What `reader.js` answers then. */
export const NEEDS_GENERIC = 'needs generic.js'

/** Says that the page cannot be read without `generic.js`: it is loaded, and the page is read again. */
export class NeedsGeneric extends Error {}

/** @throws NeedsGeneric where it has not been loaded. */
export function generic(): Generic {
  if (!globalThis.brightSpotsGeneric) throw new NeedsGeneric()
  return globalThis.brightSpotsGeneric
}
