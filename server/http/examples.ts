import type * as v from 'valibot'
import type { MatchRequest } from '../../shared/api.ts'
import type { SessionGrant } from '../../shared/sign-in.ts'
import type { RecognitionContent } from '../../shared/recognition.ts'
import type { NewPerson } from '../people/schemas.ts'

/** The ids in the examples. Whoever tries them out puts others in their place, and so does the test that sends them. */
export const EXAMPLE_IDS = {
  person: '019a0c5e-7d10-7c3a-9b42-5f1e8a6d2c01',
  manager: '019a0c5e-7d11-7e58-8a07-c4b19d3f6e02',
  recognition: '019a4372-3f80-7b6d-a1c9-2e5d84f7b003',
  handle: '019a4372-51c4-7d02-b3e6-90a7f1c8d404',
  token: '019a4372-6a2e-7f91-8c5d-1b3e7a9f2d05',
  session: '019a4372-80b7-7a4c-9e18-6d2c5b0f3a06',
}

/** What stands for `{id}` behind each of these. */
const ID_BEHIND = new Map([
  ['people', EXAMPLE_IDS.person],
  ['Users', EXAMPLE_IDS.person],
  ['recognitions', EXAMPLE_IDS.recognition],
  ['reports', EXAMPLE_IDS.recognition],
  ['handles', EXAMPLE_IDS.handle],
  ['tokens', EXAMPLE_IDS.token],
  ['sessions', EXAMPLE_IDS.session],
])

/** The challenge is that of the verifier in the example of signing in (RFC 7636, appendix B). */
const QUERIES = new Map([
  ['redirect_uri', 'https://abcdefghijklmnopabcdefghijklmnop.chromiumapp.org/'],
  ['code_challenge', 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'],
  ['state', 'h7Zk2qVw9sXb4TnC'],
])

/** An example of a parameter that must have a value. */
export function parameterExample(path: string, name: string): string | undefined {
  if (name !== 'id') return QUERIES.get(name)
  const segments = path.split('/')
  return ID_BEHIND.get(segments[segments.indexOf('{id}') - 1] ?? '')
}

const device = 'Firefox on Linux'

export const SIGNING_IN: Record<string, SessionGrant> = {
  'with an invite': { grant: 'invite', code: 'kTq3vJx0Zr8mYb5nWc2hLs7dPf4gAe9u', device },
  'with a code by e-mail': {
    grant: 'email',
    email: 'grace.okafor@corp.example',
    code: '4071 9358',
    challenge: 'Vd6sK2wQ9xTz1mBn',
    device,
  },
  'with the account of the organisation': {
    grant: 'oidc',
    code: 'r5Yc8uEo3iNk7aJp',
    codeVerifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
    device,
  },
}

export const THANKS: Record<string, RecognitionContent> = {
  'for a page, between the two': {
    recipients: [EXAMPLE_IDS.person],
    message: 'Your restore guide got me through last night. Every step was where I needed it. Thank you!',
    values: ['helpful', 'reliable'],
    visibility: 'private',
    context: {
      tool: 'mediawiki',
      kind: 'wiki',
      key: null,
      title: 'Restoring a database',
      url: 'https://wiki.corp.example/wiki/Restoring_a_database',
    },
  },
  'for colleagues to see, from nowhere in particular': {
    recipients: [EXAMPLE_IDS.person],
    message: 'Thank you for taking an hour to show me how releases work, in the middle of one.',
    values: ['kept-a-promise'],
    visibility: 'public',
    context: null,
  },
}

export const PEOPLE_ON_A_PAGE: Record<string, MatchRequest> = {
  'a review': {
    tool: 'gitlab',
    origin: 'https://git.corp.example',
    people: [
      { role: 'author', name: 'Grace Okafor', handle: 'gokafor' },
      { role: 'reviewer', name: 'Noor Haddad', email: 'noor.haddad@corp.example' },
    ],
  },
}

export const NEW_PEOPLE: Record<string, v.InferInput<typeof NewPerson>> = {
  'only what is needed': { name: 'Grace Okafor', email: 'grace.okafor@corp.example' },
  'all that is known': {
    name: 'Grace Okafor',
    email: 'grace.okafor@corp.example',
    team: 'Platform',
    managerId: EXAMPLE_IDS.manager,
    handles: [{ tool: 'gitlab', origin: 'https://git.corp.example', handle: 'gokafor' }],
  },
}

export const PEOPLE_CSV = `name,email,team,manager,handles
Noor Haddad,noor.haddad@corp.example,Platform,,
Grace Okafor,grace.okafor@corp.example,Platform,noor.haddad@corp.example,gitlab|https://git.corp.example|gokafor
`
