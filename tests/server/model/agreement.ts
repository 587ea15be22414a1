import * as v from 'valibot'
import { expect } from 'vitest'
import { Recognition } from '../../../shared/recognition.ts'
import { ADMIN_TOKEN } from '../test-server.ts'
import { seenFrom } from './device.ts'
import type { Seen } from './spot.ts'
import { inOrder } from './model.ts'
import type { World } from './world.ts'

const Published = v.object({ recognitions: v.array(Recognition), next: v.nullable(v.string()) })

/** Once there is nothing left to say: every device shows what the model says, and nobody can see more than that. */
export async function expectAgreement(world: World): Promise<void> {
  const { devices, model, promises } = world
  for (const device of devices) {
    expect(device.view(), `what ${device.name} shows`).toEqual(model.viewOf(device.owner.id))
    expect(device.isQuiet, `whether ${device.name} has told all`).toBe(true)
  }
  expect(promises.broken()).toEqual([])
  expect(await published(world), 'what is published').toEqual(model.published())
  for (const id of model.ids) await expectFound(world, id)
}

/** By its id, everybody is told what the model says. */
async function expectFound({ devices, model, processes }: World, id: string): Promise<void> {
  const tokens = new Map(devices.map(({ owner }) => [owner.id, owner.token]))
  for (const [personId, token] of tokens) {
    const response = await processes.ask(`GET /api/v1/recognitions/${id}`, { token })
    const answer = model.find(id, personId)
    if ('id' in answer) expect(seenFrom(v.parse(Recognition, await response.json()))).toEqual(answer)
    else expect(answer, `what ${personId} is answered`).toContain(response.status)
  }
}

/** The admin's list, a page at a time. */
async function published({ processes }: World): Promise<Seen[]> {
  const all: Recognition[] = []
  let next: string | null = null
  do {
    const query: string = next === null ? 'limit=3' : `limit=3&after=${next}`
    const response = await processes.ask(`GET /api/v1/admin/recognitions?${query}`, { token: ADMIN_TOKEN })
    const page = v.parse(Published, await response.json())
    all.push(...page.recognitions)
    next = page.next
  } while (next !== null)
  return inOrder(all.map(seenFrom))
}
