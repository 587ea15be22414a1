import type * as v from 'valibot'
import { EXAMPLE_IDS } from '../http/examples.ts'
import { ENTERPRISE_SCHEMA, USER_SCHEMA } from './names.ts'
import type { PatchBody } from './patch.ts'
import type { UserBody } from './schemas.ts'

export const USER: Record<string, v.InferInput<typeof UserBody>> = {
  'from a directory': {
    schemas: [USER_SCHEMA, ENTERPRISE_SCHEMA],
    userName: 'grace.okafor@corp.example',
    externalId: '7d1c0b52',
    name: { formatted: 'Grace Okafor', givenName: 'Grace', familyName: 'Okafor' },
    emails: [{ value: 'grace.okafor@corp.example', type: 'work', primary: true }],
    active: true,
    [ENTERPRISE_SCHEMA]: { department: 'Platform', manager: { value: EXAMPLE_IDS.manager } },
  },
}

export const LEAVING: Record<string, v.InferInput<typeof PatchBody>> = {
  'somebody left': {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
    Operations: [{ op: 'replace', path: 'active', value: false }],
  },
}
