import { ENTERPRISE_SCHEMA, USER_SCHEMA } from './names.ts'

interface Attribute {
  name: string
  type: 'string' | 'boolean' | 'complex' | 'reference'
  multiValued: boolean
  required: boolean
  caseExact: boolean
  mutability: 'readWrite' | 'readOnly'
  returned: 'default' | 'always'
  uniqueness: 'none' | 'server'
  subAttributes?: Attribute[]
}

/** A text that may be absent and repeated, which is what most are. */
function attribute(name: string, rest: Partial<Attribute> = {}): Attribute {
  return {
    name,
    type: 'string',
    multiValued: false,
    required: false,
    caseExact: false,
    mutability: 'readWrite',
    returned: 'default',
    uniqueness: 'none',
    ...rest,
  }
}

const NAME_PARTS = ['formatted', 'familyName', 'givenName'].map((name) => attribute(name))
const EMAIL_PARTS = [
  attribute('value'),
  attribute('type'),
  attribute('primary', { type: 'boolean', mutability: 'readOnly' }),
]
const MANAGER_PARTS = [attribute('value'), attribute('$ref', { type: 'reference', mutability: 'readOnly' })]

const metaOf = (resourceType: string, location: string) => ({ resourceType, location })

/** The attributes that are stored (RFC 7643, 7). All others are taken, and left out. */
export function schemaDefinitions(base: string) {
  const meta = (id: string) => metaOf('Schema', `${base}/Schemas/${id}`)
  return [
    {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:Schema'],
      id: USER_SCHEMA,
      name: 'User',
      description: 'A colleague',
      attributes: [
        attribute('userName', { required: true, uniqueness: 'server' }),
        attribute('name', { type: 'complex', subAttributes: NAME_PARTS }),
        attribute('displayName'),
        attribute('active', { type: 'boolean' }),
        attribute('emails', { type: 'complex', multiValued: true, subAttributes: EMAIL_PARTS }),
      ],
      meta: meta(USER_SCHEMA),
    },
    {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:Schema'],
      id: ENTERPRISE_SCHEMA,
      name: 'EnterpriseUser',
      description: 'What an organisation adds to a colleague',
      attributes: [
        attribute('department'),
        attribute('manager', { type: 'complex', subAttributes: MANAGER_PARTS }),
      ],
      meta: meta(ENTERPRISE_SCHEMA),
    },
  ]
}

/** What there is under which path (RFC 7643, 6). */
export function resourceTypes(base: string) {
  return [
    {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
      id: 'User',
      name: 'User',
      endpoint: '/Users',
      description: 'A colleague',
      schema: USER_SCHEMA,
      schemaExtensions: [{ schema: ENTERPRISE_SCHEMA, required: false }],
      meta: metaOf('ResourceType', `${base}/ResourceTypes/User`),
    },
  ]
}

/** What of SCIM is spoken here (RFC 7643, 5). */
export function serviceProviderConfig(base: string, maxResults: number) {
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
    patch: { supported: true },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults },
    changePassword: { supported: false },
    sort: { supported: false },
    etag: { supported: false },
    authenticationSchemes: [
      {
        type: 'oauthbearertoken',
        name: 'Bearer token',
        description: 'An admin token with the scope people',
        specUri: 'https://www.rfc-editor.org/info/rfc6750',
        primary: true,
      },
    ],
    meta: metaOf('ServiceProviderConfig', `${base}/ServiceProviderConfig`),
  }
}
