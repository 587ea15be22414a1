import { expect, test } from 'vitest'
import { NOTHING } from '../../../server/moving/counts.ts'
import { byteWords, contentWords } from '../../../server/moving/wording.ts'

test.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [4_200, '4.2 kB'],
  [95_000_000, '95 MB'],
  [3_000_000_000_000_000, '3,000 TB'],
])('%i bytes are %s', (bytes, words) => {
  expect(byteWords(bytes)).toBe(words)
})

test('one is one, and many have separators', () => {
  expect(contentWords({ ...NOTHING, person: 1, recognition: 12_000, session: 2 })).toBe(
    '1 person, 12,000 bright spots, 2 sessions, and 0 invitations',
  )
})
