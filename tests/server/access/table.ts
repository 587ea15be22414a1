import { v7 as uuidv7 } from 'uuid'
import type { PersonRecord } from '../../../server/stores/people-store.ts'
import type { Scope } from '../../../server/stores/admin-token-store.ts'
import { CHROME_ID } from '../../../shared/extension-ids.ts'
import type { ProblemCode } from '../../../shared/problem.ts'
import { newSpot } from '../test-server.ts'
import type { Scene } from './scene.ts'

/** The member whose things are asked for, and a colleague of theirs. */
export interface Parties {
  scene: Scene
  owner: PersonRecord
  colleague: PersonRecord
}

/** Makes what the path names. @returns its id. */
type Thing = (parties: Parties) => Promise<string> | string

interface Asked {
  thing?: Thing
  json?: (parties: Parties) => unknown
  csv?: string
  query?: string
}

/** Who is let through a route, and what they are answered. */
export interface Row extends Asked {
  /** A scope: admins, and tokens with that scope. */
  who: 'everyone' | 'whoever is signed in' | 'admins alone' | Scope
  /** The status, or the code of what everybody is refused with who is let through. */
  answer: number | ProblemCode
  /** What people are answered who ask for things of somebody else; when absent, the same as all. */
  others?: ProblemCode
}

const session: Thing = async ({ scene, owner }) => {
  await scene.openSession(owner.id)
  const [{ id } = { id: '' }] = await scene.store.access.devices(owner.id)
  return id
}
const claim: Thing = ({ scene, owner, colleague }) => scene.addClaim(owner.id, colleague.id)
const sent: Thing = ({ scene, owner, colleague }) => scene.send(owner.id, colleague.id)
const received: Thing = ({ scene, owner, colleague }) => scene.send(colleague.id, owner.id)
const shared: Thing = async ({ scene, colleague }) => scene.share(await scene.addPerson(), colleague)
/** Reported by the member, and read by a moderator. */
const reported: Thing = async ({ scene, owner, colleague }) => {
  const id = await scene.send(colleague.id, owner.id)
  await scene.report(id, owner.id)
  return id
}
const token: Thing = async ({ scene }) => (await scene.addToken(['read'])).id
const member: Thing = ({ owner }) => owner.id
const unused: Thing = () => uuidv7()

const everyone = (answer: Row['answer'], asked: Asked = {}): Row => ({ who: 'everyone', answer, ...asked })
const people = (answer: Row['answer'], asked: Asked = {}): Row => ({
  who: 'whoever is signed in',
  answer,
  ...asked,
})
const own = (answer: Row['answer'], asked: Asked): Row => ({ ...people(answer, asked), others: 'not_found' })
const admins = (who: Scope | 'admins alone', answer: Row['answer'], asked: Asked = {}): Row => ({
  who,
  answer,
  ...asked,
})

const invite = async ({ scene, owner }: Parties) => ({
  grant: 'invite',
  code: await scene.addInvite(owner.id),
  device: 'A browser',
})
const newAddress = () => ({ email: `new-${uuidv7()}@corp.example` })
const newProfile = () => ({ name: 'Newcomer', ...newAddress() })
const newUser = () => ({ userName: `new-${uuidv7()}`, emails: [{ value: newAddress().email, type: 'work' }] })
const HANDLE = { tool: 'gitlab', origin: 'https://git.corp.example', handle: 'ada' }
const STATE = 's'.repeat(16)
const OIDC = new URLSearchParams({
  redirect_uri: `https://${CHROME_ID}.chromiumapp.org/`,
  code_challenge: 'c'.repeat(43),
  state: STATE,
})
const RENAMING = { Operations: [{ op: 'replace', path: 'displayName', value: 'Renamed' }] }

/** Every route, as the document of the API names it. */
export const TABLE: Readonly<Record<string, Row>> = {
  'GET /': everyone(200),
  'GET /healthz': everyone(200),
  'GET /readyz': everyone(200),
  'GET /openapi.json': everyone(200),
  'GET /docs': everyone(200),
  'GET /api/v1/server': everyone(200),

  'POST /api/v1/sessions': everyone(201, { json: invite }),
  'POST /api/v1/sessions/email': everyone(202, { json: newAddress }),
  // The provider is away: who begins is sent back, and nobody is expected from there.
  'GET /api/v1/sessions/oidc': everyone(302, { query: `?${OIDC}` }),
  'GET /api/v1/sessions/oidc/callback': everyone('code_expired', { query: `?state=${STATE}` }),

  'GET /api/v1/sessions': people(200),
  'DELETE /api/v1/sessions/current': people(204),
  'DELETE /api/v1/sessions/{id}': own(204, { thing: session }),
  'GET /api/v1/me': people(200),
  'PATCH /api/v1/me': people(200, { json: () => ({ preferences: { share: 'never' } }) }),
  'DELETE /api/v1/me': people(204),
  'GET /api/v1/me/export': people(200),
  'GET /api/v1/me/handles': people(200),
  'POST /api/v1/me/handles/{id}/confirm': own(204, { thing: claim }),
  'DELETE /api/v1/me/handles/{id}': own(204, { thing: claim }),
  'GET /api/v1/people': people(200),
  'POST /api/v1/people': people(201, { json: newAddress }),
  'POST /api/v1/people/match': people(200, {
    json: () => ({ tool: HANDLE.tool, origin: HANDLE.origin, people: [] }),
  }),
  'POST /api/v1/people/handles': people(204, {
    json: ({ colleague }) => ({ ...HANDLE, person: colleague.id }),
  }),
  'PUT /api/v1/recognitions/{id}': people(201, {
    thing: unused,
    json: ({ colleague }) => newSpot([colleague.id]).json,
  }),
  'GET /api/v1/recognitions': people(200),
  'GET /api/v1/recognitions/{id}': own(200, { thing: sent }),
  'DELETE /api/v1/recognitions/{id}': own(204, { thing: sent }),
  'POST /api/v1/recognitions/{id}/read': own(204, { thing: received }),
  'POST /api/v1/recognitions/{id}/publication': own(204, {
    thing: received,
    json: () => ({ publish: true }),
  }),
  'POST /api/v1/recognitions/{id}/reaction': own(204, {
    thing: received,
    json: () => ({ word: 'made-my-day', line: null }),
  }),
  'POST /api/v1/recognitions/{id}/me-too': people(204, { thing: shared, json: () => ({ meToo: true }) }),
  'POST /api/v1/recognitions/{id}/report': own(204, {
    thing: received,
    json: () => ({ reason: 'It makes fun of me' }),
  }),
  'GET /api/v1/changes': people(200),

  'GET /api/v1/admin/people': admins('people', 200),
  'POST /api/v1/admin/people': admins('people', 201, { json: newProfile }),
  'POST /api/v1/admin/people/import': admins('people', 200, { csv: 'name,email\nDan,dan@corp.example\n' }),
  'GET /api/v1/admin/people/{id}': admins('people', 200, { thing: member }),
  'PATCH /api/v1/admin/people/{id}': admins('people', 200, {
    thing: member,
    json: () => ({ name: 'Renamed' }),
  }),
  'DELETE /api/v1/admin/people/{id}': admins('people', 204, { thing: member }),
  'POST /api/v1/admin/people/{id}/invite': admins('people', 201, { thing: member, json: () => ({}) }),
  'DELETE /api/v1/admin/people/{id}/sessions': admins('people', 204, { thing: member }),
  'GET /api/v1/admin/teams': admins('people', 200),
  'GET /api/v1/admin/handles': admins('people', 200),
  'POST /api/v1/admin/handles/{id}/confirm': admins('people', 204, { thing: claim }),
  'DELETE /api/v1/admin/handles/{id}': admins('people', 204, { thing: claim }),
  'GET /api/v1/admin/recognitions': admins('read', 200),
  'GET /api/v1/admin/recognitions.csv': admins('read', 200),
  'GET /api/v1/admin/reports': admins('moderate', 200),
  'GET /api/v1/admin/reports/{id}': admins('moderate', 200, { thing: reported }),
  'POST /api/v1/admin/reports/{id}/decision': admins('moderate', 204, {
    thing: reported,
    json: () => ({ outcome: 'hidden', suspendSender: true }),
  }),
  'GET /api/v1/admin/settings': admins('settings', 200),
  'PATCH /api/v1/admin/settings': admins('settings', 200, { json: () => ({ customerTeams: ['Support'] }) }),
  'GET /api/v1/admin/audit': admins('settings', 200),
  'GET /api/v1/admin/tokens': admins('admins alone', 200),
  'POST /api/v1/admin/tokens': admins('admins alone', 201, {
    json: () => ({ name: 'HR', scopes: ['people'], expiresInDays: 30 }),
  }),
  'DELETE /api/v1/admin/tokens/{id}': admins('admins alone', 204, { thing: token }),

  'GET /scim/v2/Users': admins('people', 200),
  'POST /scim/v2/Users': admins('people', 201, { json: newUser }),
  'GET /scim/v2/Users/{id}': admins('people', 200, { thing: member }),
  'PUT /scim/v2/Users/{id}': admins('people', 200, { thing: member, json: newUser }),
  'PATCH /scim/v2/Users/{id}': admins('people', 200, { thing: member, json: () => RENAMING }),
  'DELETE /scim/v2/Users/{id}': admins('people', 204, { thing: member }),
  'GET /scim/v2/Groups': admins('people', 200),
  'GET /scim/v2/ServiceProviderConfig': admins('people', 200),
  'GET /scim/v2/ResourceTypes': admins('people', 200),
  'GET /scim/v2/Schemas': admins('people', 200),
}
