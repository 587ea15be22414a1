import { describe, expect, test } from 'vitest'
import type { DiskName } from './disks.ts'
import type { Cut } from './power-cut.ts'
import { examineCut, MOUNTS, whyNoPowerCut } from './power-cut.ts'
import { inParallel, ROUNDS } from './rounds.ts'

const reason = whyNoPowerCut()
if (reason !== undefined) test.skip(`a store whose power is cut: skipped, because ${reason}`)

const CUTS = 8 * ROUNDS
const CUTS_OF_A_FILE = 2 * ROUNDS
/** A mistake shows in every second or third cut right after an answer; so many of them without any would be a wonder. */
const CUTS_OF_A_MISTAKE = 24

const CUT_MS = 15_000

async function examineCuts(cut: Cut, times: number): Promise<{ faults: string[]; acknowledged: number }> {
  const all: string[] = []
  let sum = 0
  await inParallel(Array.from({ length: times }), async () => {
    const { faults, acknowledged } = await examineCut(cut)
    all.push(...faults)
    sum += acknowledged
  })
  return { faults: all, acknowledged: sum }
}

describe.skipIf(reason !== undefined).each(MOUNTS)('when the power goes, on ext4 with %s,', (mount) => {
  test(
    'a store has all that it acknowledged',
    async () => {
      const cut: Cut = { writer: 'power-cut-writer.ts', mount, disk: 'real', moment: 'any' }
      const { faults, acknowledged } = await examineCuts(cut, CUTS)
      expect(faults).toEqual([])
      expect(acknowledged).toBeGreaterThan(CUTS * 4)
    },
    CUT_MS * CUTS,
  )

  test(
    'a file that was replaced has what it was replaced by',
    async () => {
      const cut: Cut = { writer: 'replacing-writer.ts', mount, disk: 'real', moment: 'any' }
      const { faults, acknowledged } = await examineCuts(cut, CUTS_OF_A_FILE)
      expect(faults).toEqual([])
      expect(acknowledged).toBeGreaterThan(CUTS_OF_A_FILE)
    },
    CUT_MS * CUTS_OF_A_FILE,
  )
})

describe.skipIf(reason !== undefined)('a power cut catches', () => {
  const mistakes: [Cut['writer'], DiskName][] = [
    ['power-cut-writer.ts', 'no sync at all'],
    ['power-cut-writer.ts', 'answered before the sync'],
    ['replacing-writer.ts', 'files synced, their names not'],
  ]

  test.each(mistakes)(
    '%s with %s',
    async (writer, disk) => {
      let found: string[] = []
      for (let cuts = 0; cuts < CUTS_OF_A_MISTAKE && found.length === 0; cuts += 1)
        found = (await examineCut({ writer, mount: 'noauto_da_alloc', disk, moment: 'answered' })).faults
      expect(found).not.toEqual([])
    },
    CUT_MS * CUTS_OF_A_MISTAKE,
  )
})
