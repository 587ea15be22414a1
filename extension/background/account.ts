import * as v from 'valibot'
import { MyHandles, type MyHandle } from '../../shared/api.ts'
import { Devices, type DeviceInfo } from '../../shared/sign-in.ts'
import type { Outcome } from '../messages.ts'
import { NoContent } from './api.ts'
import { askAsPerson, outcomeOf } from './as-person.ts'
import { findSession, forgetAccount } from './session.ts'

/** The browsers that this person is signed in with. */
export async function listDevices(): Promise<Outcome<DeviceInfo[]>> {
  const reply = await askAsPerson({ method: 'GET', path: '/api/v1/sessions', answer: Devices })
  return outcomeOf(reply, ({ sessions }) => sessions)
}

export async function endDevice(id: string): Promise<Outcome<null>> {
  return change('DELETE', `/api/v1/sessions/${encodeURIComponent(id)}`)
}

/** What this person is called in the tools, and what colleagues say they are called. */
export async function listHandles(): Promise<Outcome<MyHandle[]>> {
  const reply = await askAsPerson({ method: 'GET', path: '/api/v1/me/handles', answer: MyHandles })
  return outcomeOf(reply, ({ handles }) => handles)
}

export async function confirmHandle(id: string): Promise<Outcome<null>> {
  return change('POST', `/api/v1/me/handles/${encodeURIComponent(id)}/confirm`)
}

/** Takes one away, or says of a colleague's guess that it is wrong. */
export async function removeHandle(id: string): Promise<Outcome<null>> {
  return change('DELETE', `/api/v1/me/handles/${encodeURIComponent(id)}`)
}

/** Everything that the server has about this person, as the text of a JSON file. */
export async function exportMe(): Promise<Outcome<string>> {
  const reply = await askAsPerson({ method: 'GET', path: '/api/v1/me/export', answer: v.looseObject({}) })
  return outcomeOf(reply, (everything) => JSON.stringify(everything, null, 2))
}

/** Deletes the account on the server, and then all of it here. */
export async function leave(): Promise<Outcome<null>> {
  const session = await findSession()
  const outcome = await change('DELETE', '/api/v1/me')
  if (session && outcome.kind === 'done') await forgetAccount(session)
  return outcome
}

async function change(method: 'POST' | 'DELETE', path: string): Promise<Outcome<null>> {
  const answer = v.union([NoContent, v.looseObject({})])
  return outcomeOf(await askAsPerson({ method, path, answer }), () => null)
}
