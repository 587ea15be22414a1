import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { CONNECTION_FAULTS } from '../../extension/faults.ts'
import messages from '../../extension/public/_locales/en/messages.json' with { type: 'json' }
import { PROBLEMS } from '../../shared/problem.ts'
import { WORK_ITEM_KINDS } from '../../shared/recognition.ts'

const source = [...globSync('extension/**/*.{ts,tsx}'), 'wxt.config.ts']
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n')

/** Keys that code puts together, e.g. `problem_${fault}`. */
const COMPOSED = /^(problem|kind|nav|inbox|publish)_/

const keys = Object.keys(messages)

function isShown(key: string): boolean {
  return COMPOSED.test(key) || source.includes(`'${key}'`) || source.includes(`__MSG_${key}__`)
}

describe('the texts', () => {
  test('are all shown somewhere', () => {
    expect(keys.filter((key) => !isShown(key))).toEqual([])
  })

  test('have words for every fault and a name for every kind of page', () => {
    const faults = [...Object.keys(PROBLEMS), ...CONNECTION_FAULTS].map((code) => `problem_${code}`)
    expect(keys).toEqual(
      expect.arrayContaining([...faults, ...WORK_ITEM_KINDS.map((kind) => `kind_${kind}`)]),
    )
  })

  test('neither shout nor say oops', () => {
    const loud = Object.values(messages).filter(({ message }) => /!|oops|sorry|failed|invalid/i.test(message))
    expect(loud).toEqual([])
  })
})
