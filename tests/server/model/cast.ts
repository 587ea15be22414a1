import * as v from 'valibot'
import { NewSession } from '../../../shared/sign-in.ts'
import { ADMIN_TOKEN } from '../test-server.ts'
import type { Home } from './processes.ts'
import { Processes } from './processes.ts'
import type { CastDevice } from './world.ts'

/** Whose each device is. */
const DEVICES = ['Ada 1', 'Ada 2', 'Ben 1', 'Ben 2', 'Cleo 1', 'Dan 1']
export const DEVICE_COUNT = DEVICES.length

const Added = v.object({ id: v.string() })
const Invited = v.object({ code: v.string() })

/** Signs everybody in on each of their devices, as they would themselves, once for many runs. */
export async function makeCast(home: Home): Promise<CastDevice[]> {
  const running = { undoSeconds: 0, now: () => new Date('2026-11-01T09:00:00.000Z') }
  const processes = new Processes(home, { ...running, wrapStore: (store) => store })
  await processes.start()
  const ids = new Map<string, string>()
  const devices: CastDevice[] = []
  for (const name of DEVICES) {
    const [person = ''] = name.split(' ')
    const id = ids.get(person) ?? (await addPerson(processes, person))
    ids.set(person, id)
    devices.push({ name, owner: { id, token: await signIn(processes, id, name) } })
  }
  await processes.stop()
  return devices
}

async function addPerson(processes: Processes, name: string): Promise<string> {
  const json = { name, email: `${name.toLowerCase()}@corp.example` }
  const response = await processes.ask('POST /api/v1/admin/people', { token: ADMIN_TOKEN, json })
  return v.parse(Added, await response.json()).id
}

async function signIn(processes: Processes, personId: string, device: string): Promise<string> {
  const call = `POST /api/v1/admin/people/${personId}/invite`
  const invited = await processes.ask(call, { token: ADMIN_TOKEN })
  const { code } = v.parse(Invited, await invited.json())
  const session = await processes.ask('POST /api/v1/sessions', { json: { grant: 'invite', code, device } })
  return v.parse(NewSession, await session.json()).token
}
