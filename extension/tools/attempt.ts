/** A page may be anything: what fails on one is answered with null, and the next best is asked. */
export function attempt<T>(read: () => T): T | null {
  try {
    return read()
  } catch {
    return null
  }
}
