import type { Arbitrary, AsyncCommand, MaybeWeightedArbitrary } from 'fast-check'
import * as fc from 'fast-check'
import { DEVICE_COUNT } from './cast.ts'
import * as onDevices from './device-commands.ts'
import { FAULTS } from './network.ts'
import * as onServers from './server-commands.ts'
import type { Setting, World } from './world.ts'

const MINUTE = 60
const DAY = 24 * 60 * MINUTE
const UNDO_SECONDS = 10

const nth = fc.nat(11)
const device = fc.nat(DEVICE_COUNT - 1)
/** What befalls the first requests; the rest go well. */
const faults = fc.array(fc.constantFrom(...FAULTS), { maxLength: 2 })

const ofDevice = fc.record({ device, faults })
const ofSeveral = fc.record({ device, nth, faults })

const words = fc.record({
  device,
  to: fc.array(nth, { minLength: 1, maxLength: 2 }),
  message: fc.constantFrom('You saved my night', 'Merci, “Ada” 🎉'),
  visibility: fc.constantFrom('private' as const, 'public' as const),
})
const publication = fc.record({ device, nth, faults, publish: fc.constantFrom(true, true, false) })
const answers = fc.constantFrom({ line: 'Any time' }, { line: null }, 'report' as const)
const response = fc.record({ device, nth, faults, response: answers })
const meToo = fc.record({ device, nth, faults, meToo: fc.boolean() })
const meddling = fc.record({ device, nth, how: fc.constantFrom('withdraw' as const, 'send' as const) })
const seconds = fc.constantFrom(1, UNDO_SECONDS, UNDO_SECONDS + 1, DAY, -MINUTE, -DAY)
const ending = fc.constantFrom('stopped' as const, 'killed' as const)
const copying = fc.constantFrom('place' as const, 'rows' as const)

/** All that may happen, and how often next to the rest. */
const WEIGHTED: MaybeWeightedArbitrary<AsyncCommand<World, World>>[] = [
  { weight: 6, arbitrary: words.map((choice) => new onDevices.Write(choice)) },
  { weight: 6, arbitrary: ofDevice.map((choice) => new onDevices.Flush(choice)) },
  { weight: 6, arbitrary: ofDevice.map((choice) => new onDevices.Poll(choice)) },
  { weight: 2, arbitrary: ofSeveral.map((choice) => new onDevices.TakeBack(choice)) },
  { weight: 1, arbitrary: ofSeveral.map((choice) => new onDevices.Withdraw(choice)) },
  { weight: 2, arbitrary: ofSeveral.map((choice) => new onDevices.Read(choice)) },
  { weight: 4, arbitrary: publication.map((choice) => new onDevices.Publish(choice)) },
  { weight: 2, arbitrary: response.map((choice) => new onDevices.Respond(choice)) },
  { weight: 4, arbitrary: meToo.map((choice) => new onDevices.SayMeToo(choice)) },
  { weight: 1, arbitrary: meddling.map((choice) => new onDevices.Meddle(choice)) },
  { weight: 4, arbitrary: seconds.map((choice) => new onServers.Pass({ seconds: choice })) },
  { weight: 4, arbitrary: fc.constant(new onServers.Deliver({})) },
  { weight: 2, arbitrary: fc.constant(new onServers.BringLate({})) },
  { weight: 4, arbitrary: fc.constant(new onServers.Rush({})) },
  { weight: 1, arbitrary: fc.nat(12).map((ticks) => new onServers.KilledRush({ ticks })) },
  { weight: 1, arbitrary: ending.map((how) => new onServers.Restart({ how })) },
  { weight: 2, arbitrary: copying.map((how) => new onServers.BackUp({ how })) },
  { weight: 2, arbitrary: fc.constant(new onServers.Restore({})) },
]

const COMMANDS_MAX = 80

/** @param replayPath as fast-check printed it, to run the same again. */
export function happenings(replayPath: string | undefined): Arbitrary<Iterable<AsyncCommand<World, World>>> {
  const replay = replayPath === undefined ? {} : { replayPath }
  return fc.commands([fc.oneof(...WEIGHTED)], { maxCommands: COMMANDS_MAX, size: 'max', ...replay })
}

/** Every device's clock is wrong, by up to a day. */
export const settings: Arbitrary<Setting> = fc.record({
  undoSeconds: fc.constantFrom(UNDO_SECONDS, UNDO_SECONDS, 0),
  clocksOff: fc.array(fc.integer({ min: -DAY, max: DAY }), {
    minLength: DEVICE_COUNT,
    maxLength: DEVICE_COUNT,
  }),
})
