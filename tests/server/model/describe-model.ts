import type { AsyncCommand } from 'fast-check'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectAgreement } from './agreement.ts'
import { makeCast } from './cast.ts'
import { happenings, settings } from './happenings.ts'
import type { Home } from './processes.ts'
import { REAL, TWINS } from './twins.ts'
import type { CastDevice, Setting, Twin } from './world.ts'
import { World } from './world.ts'

const ROUNDS = Number(process.env.ROUNDS ?? 1)
const TWIN_RUNS_MAX = 300
/** No run begins after so long, on however slow a machine; then a failure is not made smaller any more either. */
const RUNS_MS = 40_000
const TEST_MS = 3 * RUNS_MS

/** What fast-check printed of a failed run: `MODEL_REPLAY='{"seed":1,"path":"0:1","replayPath":"AB:C"}'` runs it again. */
const { replayPath, ...replay }: { seed?: number; path?: string; replayPath?: string } = JSON.parse(
  process.env.MODEL_REPLAY ?? '{}',
)

/** The worlds of a test file: each begins with the same people, who are signed in on their devices. */
function useWorlds(openHome: () => Promise<Home>) {
  let home: Home
  let cast: readonly CastDevice[]
  const lived = { runs: 0, commands: 0 }
  beforeAll(async () => {
    home = await openHome()
    cast = await makeCast(home)
  }, TEST_MS)
  afterAll(() => home.remove())

  async function live(
    twin: Twin,
    setting: Setting,
    commands: Iterable<AsyncCommand<World, World>>,
  ): Promise<void> {
    const world = await World.open(await home.fork(), cast, setting, twin)
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

  /** Holds for whatever begins in time. */
  function property(makeTwin: () => Twin, ms: number) {
    const end = performance.now() + ms
    return fc.asyncProperty(settings, happenings(replayPath), async (setting, commands) => {
      if (performance.now() < end) await live(makeTwin(), setting, commands)
    })
  }

  return { lived, property }
}

/**
 * People, devices and servers live through whatever fast-check thinks of. At the end every device shows what the model says.
 * @param openHome gives an empty place for a store of that kind.
 * @param runs how many in one round.
 */
export function describeModel(name: string, openHome: () => Promise<Home>, runs: number): void {
  describe(`the model: ${name}`, { timeout: TEST_MS * ROUNDS }, () => {
    const { property, lived } = useWorlds(openHome)

    test('every device comes to show what the model says', async ({ annotate }) => {
      const real = property(() => REAL, RUNS_MS * ROUNDS)
      await fc.assert(real, { numRuns: runs * ROUNDS, ...replay })
      expect(lived.runs).toBeGreaterThan(0)
      await annotate(`${lived.runs} runs, ${lived.commands} commands`)
    })
  })
}

/** What is broken has to be found, or the model says nothing. */
export function describeTwins(name: string, openHome: () => Promise<Home>): void {
  describe(`the model: broken twins on ${name}`, { timeout: TEST_MS }, () => {
    const { property } = useWorlds(openHome)

    test.each(Object.entries(TWINS))('it finds %s', async (_twin, makeTwin) => {
      const twin = property(makeTwin, RUNS_MS)
      const { failed, seed } = await fc.check(twin, { numRuns: TWIN_RUNS_MAX, endOnFailure: true })
      expect(failed, `seed ${seed}`).toBe(true)
    })
  })
}
