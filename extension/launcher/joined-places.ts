import { PLACES } from '../tools/places.ts'
import type { Place } from '../tools/tool.ts'

/** What the launcher knows of tools: a selector of marks, then where such pages have their titles, best first, if not in an `h1`. */
export type JoinedPlace = readonly [marks: string, ...titles: string[]]

/**
 * Every page of a turned-on site loads all places, so they are joined when the extension is built: those with the same titles
 * are one, and which tool it is is left out.
 */
export function joinPlaces(places: readonly Place[] = PLACES): JoinedPlace[] {
  const joined = new Map<string, JoinedPlace>()
  for (const { marks, titles = [] } of places) {
    const shown = titles.map(shorten)
    const [before] = joined.get(shown.join()) ?? []
    joined.set(shown.join(), [before ? `${before},${shorten(marks)}` : shorten(marks), ...shown])
  }
  return Array.from(joined.values())
}

/** The same selector in fewer letters: `[name="user-login"], h2 > b` is `[name=user-login],h2>b`. */
function shorten(selector: string): string {
  const unquoted = selector.replaceAll(/="([A-Za-z][\w-]*)"\]/g, '=$1]')
  return unquoted.replaceAll(/("[^"]*")| ?([,>]) ?/g, '$1$2')
}
