import type { AsyncCommand } from 'fast-check'
import type { Device } from './device.ts'
import type { FAULTS } from './network.ts'
import type { World } from './world.ts'

/** One thing that happens in the world, as fast-check chose it. */
export abstract class Happening<Choice extends object> implements AsyncCommand<World, World> {
  readonly choice: Choice

  constructor(choice: Choice) {
    this.choice = choice
  }

  check(_world: Readonly<World>): boolean {
    return true
  }

  run(world: World): Promise<void> {
    world.commands += 1
    return this.happen(world)
  }

  toString(): string {
    return `${this.constructor.name} ${JSON.stringify(this.choice)}`
  }

  protected abstract happen(world: World): Promise<void>
}

export interface OnOneDevice {
  device: number
}

/** For what meets some luck on its way to the server. */
export interface WithFaults {
  faults: readonly (typeof FAULTS)[number][]
}

/** What happens on one device. */
export abstract class OnDevice<Choice extends OnOneDevice> extends Happening<Choice> {
  override check(world: Readonly<World>): boolean {
    return this.isPossible(this.device(world), world)
  }

  protected isPossible(_device: Device, _world: Readonly<World>): boolean {
    return true
  }

  protected happen(world: World): Promise<void> {
    return this.happenOn(this.device(world), world)
  }

  protected device(world: Readonly<World>): Device {
    return choose(world.devices, this.choice.device)
  }

  protected abstract happenOn(device: Device, world: World): Promise<void>
}

/** The `nth` of them, counting round and round, so that any number chooses one. */
export function choose<Item>(among: readonly Item[], nth: number): Item {
  const chosen = among[nth % among.length]
  if (chosen === undefined) throw new Error('There is nothing to choose from')
  return chosen
}
