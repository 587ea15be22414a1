import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** A side of the screen, where one of the text is meant: it would stay there in Arabic. */
const PHYSICAL =
  /(?<=[;{\s])((?:(?:margin|padding|border(?:-top|-bottom)?|scroll-margin|scroll-padding)-)?(?:left|right)(?:-[a-z]+)?(?=\s*:)|(?:float|clear|text-align):\s*(?:left|right))/g

/** Four sides in one go: the second and the fourth are physical. */
const FOUR_SIDES =
  /(?<=[;{\s])(?:margin|padding|inset|border-(?:width|color|style)):((?:\s+[^\s;}]+){4})\s*[;}]/g

function physicalSides(css: string): string[] {
  const plain = css.replaceAll(/\/\*.*?\*\//gs, '')
  const uneven = Array.from(plain.matchAll(FOUR_SIDES), ([, sides = '']) => sides.trim()).filter((sides) => {
    const [, right, , left] = sides.split(/\s+/)
    return right !== left
  })
  return [...Array.from(plain.matchAll(PHYSICAL), ([, what = '']) => what), ...uneven]
}

test.each(globSync('extension/**/*.css').toSorted())('%s knows no left and right', (file) => {
  expect(physicalSides(readFileSync(file, 'utf8'))).toEqual([])
})

test('a left or right is found out', () => {
  expect(physicalSides('a { margin-left: 1px; }')).toEqual(['margin-left'])
  expect(physicalSides('a { color: red; left: 0 }')).toEqual(['left'])
  expect(physicalSides('a { text-align: right; }')).toEqual(['text-align: right'])
  expect(physicalSides('a { padding: 0 1px 0 2px; }')).toEqual(['0 1px 0 2px'])
  expect(physicalSides('/* left: 0; */ .left { inset-inline: 0; padding: 0 1px 0 1px; }')).toEqual([])
})
