import { expect, test } from 'vitest'
import { openStore } from '../../../server/stores/index.ts'

test.each(['', 'data', 'lowdb:', 'postgres:', 'mongodb://x', 'constructor:x'])(
  'the address %j is refused with what it may be',
  async (url) => {
    await expect(openStore(url)).rejects.toThrow('STORE_URL must be lowdb:FOLDER, e.g. lowdb:./data')
  },
)
