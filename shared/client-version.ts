/** The header in which the extension says which it is; whoever sends none (curl, an HR system) is served all the same. */
export const CLIENT_HEADER = 'Bright-Spots-Client'

/** What stands in the header, e.g. `extension/0.1.0`. */
export function nameExtension(version: string): string {
  return `extension/${version}`
}

/** The version in the header; null when there is none, or it is of something else than the extension. */
export function readExtensionVersion(header: string | undefined): string | null {
  return /^extension\/(\d{1,5}(?:\.\d{1,5}){0,3})$/.exec(header ?? '')?.[1] ?? null
}

/** Compares versions as browsers do those of extensions: one to four numbers, a missing one is 0. */
export function isOlder(version: string, than: string): boolean {
  const [mine, other] = [numbersOf(version), numbersOf(than)]
  const differing = mine.findIndex((number, place) => number !== other[place])
  return differing !== -1 && (mine[differing] ?? 0) < (other[differing] ?? 0)
}

function numbersOf(version: string): number[] {
  const numbers = version.split('.').map(Number)
  return [0, 1, 2, 3].map((place) => numbers[place] ?? 0)
}
