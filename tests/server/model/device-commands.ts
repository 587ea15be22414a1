import { expect } from 'vitest'
import type { Device } from './device.ts'
import type { OnOneDevice, WithFaults } from './happening.ts'
import { choose, OnDevice } from './happening.ts'
import type { Deed } from './model.ts'
import type { Words } from './spot.ts'
import { GOOD_LUCK, luckOf } from './network.ts'
import type { World } from './world.ts'

/** Of several the one that is meant. */
interface OfSeveral extends OnOneDevice {
  nth: number
}

export interface WriteChoice extends OnOneDevice {
  to: readonly number[]
  message: string
  visibility: Words['visibility']
}

/** Somebody thanks a colleague or two; it waits in the outbox. */
export class Write extends OnDevice<WriteChoice> {
  protected async happenOn(device: Device, world: World): Promise<void> {
    const { to, message, visibility } = this.choice
    const colleagues = colleaguesOf(device, world)
    const recipients = [...new Set(to.map((nth) => choose(colleagues, nth)))]
    world.promises.written(device.write({ recipients, message, visibility }))
  }
}

function colleaguesOf({ owner }: Device, { devices }: World): string[] {
  return [...new Set(devices.map((device) => device.owner.id))].filter((id) => id !== owner.id)
}

/** A device sends what waits in its outbox. */
export class Flush extends OnDevice<OnOneDevice & WithFaults> {
  protected override isPossible({ outbox }: Device): boolean {
    return outbox.size > 0
  }

  protected happenOn(device: Device): Promise<void> {
    return device.flush(luckOf(this.choice.faults))
  }
}

/** A device tells what was read on it, and reads its feed. */
export class Poll extends OnDevice<OnOneDevice & WithFaults> {
  protected happenOn(device: Device): Promise<void> {
    return device.poll(luckOf(this.choice.faults))
  }
}

/** Somebody takes back what is in the outbox: not sent yet, on its way, or sent and perhaps delivered. */
export class TakeBack extends OnDevice<OfSeveral & WithFaults> {
  protected override isPossible({ outbox }: Device): boolean {
    return outbox.size > 0
  }

  protected happenOn(device: Device, world: World): Promise<void> {
    const id = choose([...device.outbox.keys()], this.choice.nth)
    world.promises.takenBack(id)
    device.takeBack(id)
    return device.flush(luckOf(this.choice.faults))
  }
}

/** Somebody withdraws what they sent, on any of their devices, which does not try again by itself. */
export class Withdraw extends OnDevice<OfSeveral & WithFaults> {
  protected override isPossible({ sent }: Device): boolean {
    return sent.length > 0
  }

  protected async happenOn(device: Device, world: World): Promise<void> {
    const { id } = choose(device.sent, this.choice.nth)
    world.promises.takenBack(id)
    await world.network.tell(device.owner, { kind: 'withdraw', id }, luckOf(this.choice.faults))
  }
}

/** Somebody reads what they received; the server hears of it with the next poll. */
export class Read extends OnDevice<OfSeveral> {
  protected override isPossible({ unread }: Device): boolean {
    return unread.length > 0
  }

  protected async happenOn(device: Device, world: World): Promise<void> {
    const { id } = choose(device.unread, this.choice.nth)
    device.markRead(id)
    world.promises.read(id, device.owner.id)
  }
}

/** A recipient agrees that colleagues see it, or declines. */
export class Publish extends OnDevice<OfSeveral & WithFaults & { publish: boolean }> {
  protected override isPossible({ received }: Device): boolean {
    return received.length > 0
  }

  protected async happenOn(device: Device, world: World): Promise<void> {
    const { nth, publish, faults } = this.choice
    const { id } = choose(device.received, nth)
    await world.network.tell(device.owner, { kind: 'publish', id, publish }, luckOf(faults))
  }
}

/** What somebody does with what they received: they answer it, or take that back, or report it. */
export class Respond extends OnDevice<
  OfSeveral & WithFaults & { response: { line: string | null } | 'report' }
> {
  protected override isPossible({ received }: Device): boolean {
    return received.length > 0
  }

  protected async happenOn(device: Device, world: World): Promise<void> {
    const { nth, response, faults } = this.choice
    const { id } = choose(device.received, nth)
    const deed: Deed = response === 'report' ? { kind: 'report', id } : { kind: 'answer', id, ...response }
    await world.network.tell(device.owner, deed, luckOf(faults))
  }
}

/** A colleague says 'me too' of what was shared, or takes it back. */
export class SayMeToo extends OnDevice<OfSeveral & WithFaults & { meToo: boolean }> {
  protected override isPossible({ owner }: Device, { model }: Readonly<World>): boolean {
    return model.publishedByOthers(owner.id).length > 0
  }

  protected async happenOn(device: Device, world: World): Promise<void> {
    const { nth, meToo, faults } = this.choice
    const id = choose(world.model.publishedByOthers(device.owner.id), nth)
    await world.network.tell(device.owner, { kind: 'meToo', id, meToo }, luckOf(faults))
  }
}

/** Somebody tries what is not theirs to do: to withdraw what another sent, or to send other words under its id. */
export class Meddle extends OnDevice<OfSeveral & { how: 'withdraw' | 'send' }> {
  protected override isPossible(device: Device, world: Readonly<World>): boolean {
    return othersIds(device, world).length > 0
  }

  protected async happenOn(device: Device, world: World): Promise<void> {
    const { nth, how } = this.choice
    const id = choose(othersIds(device, world), nth)
    const recipients = [choose(colleaguesOf(device, world), nth)]
    const words: Words = { recipients, message: 'Not theirs', visibility: 'public' }
    const deed: Deed = how === 'withdraw' ? { kind: 'withdraw', id } : { kind: 'send', id, words }
    expect(await world.network.tell(device.owner, deed, GOOD_LUCK), 'of meddling').toBeGreaterThan(400)
  }
}

function othersIds({ owner }: Device, { model }: Readonly<World>): string[] {
  return model.ids.filter((id) => model.senderOf(id) !== owner.id)
}
