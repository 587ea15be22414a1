import { CLIENT_ID, CLIENT_SECRET } from './journey.ts'
import type { Lies } from './lying-provider.ts'
import { SIGNATURES } from './lying-provider.ts'

const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds

/** What a provider may say that is not so, or not for us; none of it is to be believed. */
export const LIES: [what: string, lies: Lies][] = [
  ['another issuer in the token', { claims: (honest) => ({ ...honest, iss: 'https://evil.example' }) }],
  ['the issuer with a slash more', { claims: (honest) => ({ ...honest, iss: `${String(honest['iss'])}/` }) }],
  ['a token for somebody else', { claims: (honest) => ({ ...honest, aud: 'another-client' }) }],
  [
    'a token for several, given to another',
    { claims: (honest) => ({ ...honest, aud: [CLIENT_ID, 'another'], azp: 'another' }) },
  ],
  ['a token for nobody', { claims: ({ aud: _aud, ...rest }) => rest }],
  ['another nonce', { claims: (honest) => ({ ...honest, nonce: 'another' }) }],
  ['no nonce', { claims: ({ nonce: _nonce, ...rest }) => rest }],
  ['a token that nobody signed', { header: { alg: 'none' }, sign: SIGNATURES.none }],
  [
    'a token that nobody signed, as announced',
    {
      header: { alg: 'none' },
      sign: SIGNATURES.none,
      description: { id_token_signing_alg_values_supported: ['none', 'RS256'] },
    },
  ],
  ['a signature that was cut off', { sign: SIGNATURES.none }],
  ['a token signed with a strange key', { sign: SIGNATURES.strange }],
  [
    'a token signed with the public key as a secret',
    { header: { alg: 'HS256' }, sign: SIGNATURES.publicKeyAsSecret },
  ],
  [
    'a token signed with the client’s secret, as announced',
    {
      header: { alg: 'HS256' },
      sign: SIGNATURES.hmacOf(CLIENT_SECRET),
      description: { id_token_signing_alg_values_supported: ['HS256'] },
    },
  ],
  ['a key that it does not have', { header: { kid: 'another' } }],
  ['a token that has expired', { claims: (honest) => ({ ...honest, exp: inSeconds(-600) }) }],
  ['a token without an end', { claims: ({ exp: _exp, ...rest }) => rest }],
  ['a token that is not valid yet', { claims: (honest) => ({ ...honest, nbf: inSeconds(600) }) }],
  ['a token of nobody', { claims: ({ sub: _sub, ...rest }) => rest }],
  ['a subject that is no text', { claims: (honest) => ({ ...honest, sub: { id: 'ada-1' } }) }],
  ['no token at all', { token: { id_token: undefined } }],
  ['a token that is none', { token: { id_token: 'not.a.token' } }],
  ['another issuer in the redirect (a mix-up)', { answer: { iss: 'https://evil.example' } }],
  ['an empty issuer in the redirect', { answer: { iss: '' } }],
  ['an issuer in its description that it is not', { description: { issuer: 'https://evil.example' } }],
  ['an error of its token endpoint', { tokenAnswer: { status: 400, text: '{"error":"invalid_grant"}' } }],
  ['a broken answer', { tokenAnswer: { status: 500, text: 'ada@corp.example is <b>not</b> here' } }],
  ['an answer without end', { tokenAnswer: { status: 200, text: '{' } }],
]
