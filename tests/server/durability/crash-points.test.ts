import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CrashScene, everyPoint } from './crash-scene.ts'
import type { DiskName } from './disks.ts'
import type { Call, Fault } from './faulty-run.ts'
import { whyNoStrace } from './faulty-run.ts'
import { ROUNDS } from './rounds.ts'

const reason = whyNoStrace()
if (reason !== undefined) test.skip(`the store at every crash point: skipped, because ${reason}`)

const POINTS_MIN = 200
/** Further runs, with two faults in each. */
const PAIRS = 40 * (ROUNDS - 1)
/** The calls of a start. */
const OF_A_START: Record<Call, number> = { open: 8, write: 2, datasync: 0, sync: 4, rename: 2, truncate: 0 }

let scene: CrashScene
let counts: Record<Call, number>
beforeAll(async () => {
  scene = await CrashScene.open()
  if (reason === undefined) counts = await scene.count(scene.newPath())
}, 60_000)
afterAll(() => scene.close())

const alone = (points: readonly Fault[]) => points.map((point) => [point])

/** Any call that fails, and another one of another kind. */
function randomPairs(): Fault[][] {
  const points = everyPoint(counts).filter(
    ({ effect, call }) => effect !== 'signal=KILL' && call !== 'rename',
  )
  const anyOf = (faults: readonly Fault[]) => faults[Math.floor(Math.random() * faults.length)]
  return Array.from({ length: PAIRS }, () => {
    const one = anyOf(points)
    const other = anyOf(points.filter(({ call }) => call !== one?.call))
    return one && other ? [one, other] : []
  })
}

describe.skipIf(reason !== undefined)('the store', () => {
  test('keeps what it acknowledged, once, wherever it is killed or a call fails', async () => {
    const points = everyPoint(counts)
    expect(points.length).toBeGreaterThanOrEqual(POINTS_MIN)
    expect(await scene.examine(alone(points))).toEqual([])
  }, 180_000)

  test(
    'and where making good again fails too',
    async () => {
      const points: Fault[][] = (['error=EIO', 'error=ENOSPC', 'signal=KILL'] as const).flatMap((effect) => [
        [
          { call: 'write', nth: 8, effect: 'error=ENOSPC' },
          { call: 'truncate', nth: 1, effect },
        ],
        [
          { call: 'write', nth: 8, effect: 'error=ENOSPC' },
          { call: 'datasync', nth: 5, effect },
        ],
        ...[7, 8].map((nth): Fault[] => [
          { call: 'datasync', nth: 5, effect: 'error=EIO' },
          { call: 'sync', nth, effect },
        ]),
        ...[4, 5].map((nth): Fault[] => [
          { call: 'datasync', nth: 5, effect: 'error=EIO' },
          { call: 'rename', nth, effect },
        ]),
      ])
      expect(await scene.examine([...points, ...randomPairs()])).toEqual([])
    },
    60_000 * ROUNDS,
  )

  test('and while it starts on what the power left in the middle of a write', async () => {
    const torn = await scene.leaveTornStore()
    expect(await scene.examine(alone(everyPoint(OF_A_START)), () => scene.copyOf(torn))).toEqual([])
  }, 60_000)
})

describe.skipIf(reason !== undefined)('a store is caught that', () => {
  const killedAt = (call: Call) =>
    alone(everyPoint(counts).filter((point) => point.call === call && point.effect === 'signal=KILL'))
  const mistakes: [DiskName, () => Fault[][]][] = [
    ['answered before the append', () => killedAt('write')],
    ['a new journal before its checkpoint is down', () => killedAt('rename')],
    [
      'failures unheard',
      () => [
        [
          { call: 'write', nth: 9, effect: 'error=EIO' },
          { call: 'datasync', nth: 7, effect: 'signal=KILL' },
        ],
      ],
    ],
  ]

  test.each(mistakes)(
    'does this wrong: %s',
    async (disk, points) => {
      expect(await scene.examine(points(), undefined, disk)).not.toEqual([])
    },
    60_000,
  )
})
