import type { ServerInfo } from '../../shared/api.ts'
import type { ConnectFault } from '../faults.ts'
import type { WaysResult } from '../messages.ts'
import { mayUseServer } from '../policy.ts'
import { announce, openStorage } from '../storage.ts'
import type { SignIn } from '../stored.ts'
import { waysOf } from '../ways.ts'
import { askServer } from './api.ts'
import { isSafe } from './invitation.ts'
import { readPolicy } from './policy.ts'

type Offered = { kind: 'offered'; info: ServerInfo } | { kind: 'fault'; fault: ConnectFault; server: string }

/** What a server offers, if it may be used here. */
export async function askOffered(server: string): Promise<Offered> {
  const url = URL.parse(server)
  const refused = (fault: ConnectFault) => ({ kind: 'fault', fault, server }) as const
  if (!url) return refused('bad_address')
  if (!mayUseServer(await readPolicy(), server)) return refused('other_server')
  if (!isSafe(url)) return refused('needs_https')
  const asked = await askServer(server)
  return asked.ok ? { kind: 'offered', info: asked.data } : refused(asked.fault)
}

export async function askWays(server: string): Promise<WaysResult> {
  const offered = await askOffered(server)
  return offered.kind === 'fault' ? offered : { kind: 'ways', ways: waysOf(offered.info) }
}

/** Keeps how far a sign-in has come, in place of any other. */
export async function keepSignIn(signIn: SignIn): Promise<void> {
  await (await openStorage()).put('signIn', signIn, 'current')
  announce('signIn')
}

export async function giveUpSignIn(): Promise<void> {
  await (await openStorage()).delete('signIn', 'current')
  announce('signIn')
}
