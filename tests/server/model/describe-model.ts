import type { AsyncCommand } from 'fast-check'
import * as fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { expectAgreement } from './agreement.ts'
import { makeCast } from './cast.ts'
import { happenings, settings } from './happenings.ts'
import type { Home } from './processes.ts'
import { REAL, TWINS } from './twins.ts'
import type { Cast, Setting, Twin } from './world.ts'
import { World } from './world.ts'

const ROUNDS = Number(process.env.ROUNDS ?? 1)
const TWIN_RUNS_MAX = 300
const TEST_MS = 60_000

/** What fast-check printed of a failed run: `MODEL_REPLAY='{"seed":1,"path":"0:1","replayPath":"AB:C"}'` runs it again. */
const { replayPath, ...replay }: { seed?: number; path?: string; replayPath?: string } = JSON.parse(
  process.env.MODEL_REPLAY ?? '{}',
)

type Commands = Iterable<AsyncCommand<World, World>>

/**
 * People, devices and servers live through whatever fast-check thinks of. At the end every device shows what the model says.
 * @param openHome gives an empty place for a store of that kind.
 * @param runs how many in one round.
 */
export function describeModel(name: string, openHome: () => Promise<Home>, runs: number): void {
  describe(`the model: ${name}`, () => {
    let cast: Cast
    const lived = { runs: 0, commands: 0 }
    beforeAll(async () => {
      cast = await makeCast(await openHome())
    })

    async function live(twin: Twin, setting: Setting, commands: Commands): Promise<void> {
      const world = await World.open(await openHome(), cast, setting, twin)
      try {
        await fc.asyncModelRun(() => ({ model: world, real: world }), commands)
        await world.settle()
        await expectAgreement(world)
      } finally {
        lived.runs += 1
        lived.commands += world.commands
        await world.close()
      }
    }

    const lives = (makeTwin: () => Twin) =>
      fc.asyncProperty(settings, happenings(replayPath), (...run) => live(makeTwin(), ...run))

    test(
      'every device comes to show what the model says',
      { timeout: TEST_MS * ROUNDS },
      async ({ annotate }) => {
        const interruptAfterTimeLimit = TEST_MS * ROUNDS * 0.8
        await fc.assert(
          lives(() => REAL),
          { numRuns: runs * ROUNDS, interruptAfterTimeLimit, ...replay },
        )
        await annotate(`${lived.runs} runs, ${lived.commands} commands`)
      },
    )

    test.each(Object.entries(TWINS))('it finds %s', { timeout: TEST_MS }, async (_twin, makeTwin) => {
      const { failed, seed } = await fc.check(lives(makeTwin), { numRuns: TWIN_RUNS_MAX, endOnFailure: true })
      expect(failed, `seed ${seed}`).toBe(true)
    })
  })
}
