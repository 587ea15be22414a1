import { NeedsGeneric } from './on-demand.ts'

/** A page may be anything: what fails on one is answered with null, and the next best is asked. */
export function attempt<T>(read: () => T): T | null {
  try {
    return read()
  } catch (fault) {
    // Nothing has failed: more is to be loaded first.
    if (fault instanceof NeedsGeneric) throw fault
    return null
  }
}
