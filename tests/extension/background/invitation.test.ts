import { describe, expect, test } from 'vitest'
import { readInvitation } from '../../../extension/background/invitation.ts'

const CODE = 'dGhpcy1pcy1hLWNvZGUtb2YtMTI4LWJpdHM'

describe('an invitation is read in any form', () => {
  test.each([
    [`https://thanks.corp.example#${CODE}`, 'https://thanks.corp.example'],
    [`  https://thanks.corp.example/#${CODE}\n`, 'https://thanks.corp.example'],
    [`thanks.corp.example#${CODE}`, 'https://thanks.corp.example'],
    [`https://thanks.corp.example ${CODE}`, 'https://thanks.corp.example'],
    [`${CODE}\nhttps://thanks.corp.example:8443/`, 'https://thanks.corp.example:8443'],
    [`Hello Ada, connect here: <https://thanks.corp.example#${CODE}>.`, 'https://thanks.corp.example'],
    [`Adresse « https://thanks.corp.example », code ${CODE}`, 'https://thanks.corp.example'],
    [`https://intra.corp.example/thanks/#${CODE}`, 'https://intra.corp.example/thanks'],
    [`http://127.0.0.1:8787#${CODE}`, 'http://127.0.0.1:8787'],
    [`localhost:8787#${CODE}`, 'http://localhost:8787'],
    [`http://[::1]:8787#${CODE}`, 'http://[::1]:8787'],
    [`HTTPS://Thanks.Corp.Example#${CODE}`, 'https://thanks.corp.example'],
  ])('%s', (pasted, server) => {
    expect(readInvitation(pasted)).toEqual({ kind: 'read', server, code: CODE })
  })

  test('address and code apart, in two fields', () => {
    const server = 'https://thanks.corp.example'
    expect(readInvitation('thanks.corp.example', ` ${CODE} `)).toEqual({ kind: 'read', server, code: CODE })
  })

  test('an address alone has no code', () => {
    const server = 'https://thanks.corp.example'
    expect(readInvitation('https://thanks.corp.example')).toEqual({ kind: 'read', server, code: '' })
  })
})

describe('what is no invitation', () => {
  test.each(['', '   ', 'hello', CODE, 'https://', 'ftp://thanks.corp.example'])(
    '%j holds no address',
    (pasted) => {
      expect(readInvitation(pasted)).toEqual({ kind: 'bad_address' })
    },
  )

  test.each(['http://thanks.corp.example', 'http://10.0.0.1:8787', 'http://127.0.0.1.evil.example'])(
    '%s would send the token in the open',
    (pasted) => {
      expect(readInvitation(`${pasted}#${CODE}`)).toEqual({ kind: 'needs_https', server: pasted })
    },
  )
})
