import type { ProblemCode } from '../../../shared/problem.ts'
import { SCOPES } from '../../../server/stores/admin-token-store.ts'
import type { Scope } from '../../../server/stores/admin-token-store.ts'
import { newMadeToken } from '../../../server/identity/admin-token.ts'
import { newSecret } from '../../../server/identity/tokens.ts'
import { ADMIN_TOKEN } from '../test-server.ts'
import type { Scene } from './scene.ts'
import { daysAgo, NOW } from './scene.ts'
import type { Row } from './table.ts'

/** Who a route takes a caller for. */
type Kind = 'nobody' | 'member' | 'other' | 'admin' | 'server' | { scope: Scope }

export interface Caller {
  name: string
  kind: Kind
  /** @param ownerId whose the things are. @returns the Authorization header, if there is one. */
  authorize(scene: Scene, ownerId: string): Promise<string | undefined>
}

/** Somebody who holds a token, which is made for them. */
function holder(
  name: string,
  kind: Kind,
  tokenOf: (scene: Scene, ownerId: string) => Promise<string>,
): Caller {
  return { name, kind, authorize: async (scene, ownerId) => `Bearer ${await tokenOf(scene, ownerId)}` }
}

const fixed = (name: string, authorization: string | undefined): Caller => ({
  name,
  kind: 'nobody',
  authorize: () => Promise.resolve(authorization),
})

async function formerMember(scene: Scene): Promise<string> {
  const { id } = await scene.addPerson()
  const token = await scene.openSession(id)
  await scene.store.people.update(id, { active: false })
  return token
}

async function erasedMember(scene: Scene): Promise<string> {
  const { id } = await scene.addPerson()
  const token = await scene.openSession(id)
  await scene.store.people.erase(id, NOW.toISOString())
  return token
}

async function endedSession(scene: Scene, ownerId: string): Promise<string> {
  const token = await scene.openSession(ownerId, daysAgo(0), daysAgo(-1))
  const [lastUsed] = await scene.store.access.devices(ownerId)
  await scene.store.access.endSession(ownerId, lastUsed?.id ?? '')
  return token
}

async function revokedToken(scene: Scene): Promise<string> {
  const { id, token } = await scene.addToken(SCOPES)
  await scene.store.adminTokens.remove(id)
  return token
}

async function newMember(scene: Scene, role: 'member' | 'admin'): Promise<string> {
  const { id } = await scene.addPerson({ role })
  return scene.openSession(id)
}

/** Everybody who may try. */
export const CALLERS: readonly Caller[] = [
  fixed('no token', undefined),
  fixed('an empty token', 'Bearer '),
  fixed('a malformed token', 'Bearer {not a token}'),
  fixed('the admin token, not as a bearer', `Basic ${ADMIN_TOKEN}`),
  fixed('the admin token, cut', `Bearer ${ADMIN_TOKEN.slice(0, -1)}`),
  fixed('an unknown token', `Bearer ${newSecret()}`),
  fixed('an unknown token of the form that admins make', `Bearer ${newMadeToken()}`),
  holder('a former member', 'nobody', formerMember),
  holder('an erased member', 'nobody', erasedMember),
  holder('the member, 61 days idle', 'nobody', (scene, ownerId) => scene.openSession(ownerId, daysAgo(61))),
  holder('the member, after 366 days', 'nobody', (scene, ownerId) =>
    scene.openSession(ownerId, daysAgo(366), daysAgo(1)),
  ),
  holder('the member, signed out', 'nobody', endedSession),
  holder(
    'an admin token, expired',
    'nobody',
    async (scene) => (await scene.addToken(SCOPES, daysAgo(1))).token,
  ),
  holder('an admin token, revoked', 'nobody', revokedToken),
  holder('the member', 'member', (scene, ownerId) => scene.openSession(ownerId)),
  holder('another member', 'other', (scene) => newMember(scene, 'member')),
  holder('a person who is admin', 'admin', (scene) => newMember(scene, 'admin')),
  ...SCOPES.map((scope) =>
    holder(`an admin token for ${scope}`, { scope }, async (scene) => (await scene.addToken([scope])).token),
  ),
  holder('ADMIN_TOKEN', 'server', () => Promise.resolve(ADMIN_TOKEN)),
]

/** What a caller is answered: a status when let through, else the code of the refusal. */
export function expectedOf({ who, answer, others }: Row, kind: Kind): number | ProblemCode {
  if (who === 'everyone') return answer
  if (kind === 'nobody') return 'signed_out'
  if (who === 'whoever is signed in') {
    if (kind === 'member') return answer
    return kind === 'other' || kind === 'admin' ? (others ?? answer) : 'forbidden'
  }
  if (kind === 'admin' || kind === 'server') return answer
  return typeof kind === 'object' && kind.scope === who ? answer : 'forbidden'
}
