import { describe, expect, it } from 'vitest'
import { joinPlaces, type JoinedPlace } from '../../../extension/launcher/joined-places.ts'
import { isPlace } from '../../../extension/tools/page.ts'
import { PLACES } from '../../../extension/tools/places.ts'
import type { Page } from '../../../extension/tools/tool.ts'
import { pageOf, rows } from '../tools/row.ts'

const joined = joinPlaces()

/** The element that the launcher would stand beside. */
function titleBy(found: JoinedPlace | undefined, { root }: Page): Element | null | undefined {
  const selectors = found && [...found.slice(1), 'h1']
  return selectors?.map((selector) => root.querySelector(selector)).find((title) => title !== null)
}

describe('what the build makes of all places', () => {
  it.each(rows)('finds the same title as the tool itself says: $file', (row) => {
    const page = pageOf(row)
    const place = PLACES.find((one) => isPlace(one, page))
    const declared = place && ([place.marks, ...(place.titles ?? [])] as const)
    const found = joined.find(([marks]) => page.root.querySelector(marks))
    expect(found === undefined).toBe(place === undefined)
    expect(titleBy(found, page)).toBe(titleBy(declared, page))
  })

  it('joins those with the same titles, in few letters', () => {
    const places = [
      { marks: '[name="generator"][content="Ledger 2" i], a > b' },
      { marks: '#ledger, .ledger' },
      { marks: '[title="one, > two"]', titles: ['h2 > b'] },
    ]
    expect(joinPlaces(places)).toEqual([
      ['[name=generator][content="Ledger 2" i],a>b,#ledger,.ledger'],
      ['[title="one, > two"]', 'h2>b'],
    ])
  })
})
