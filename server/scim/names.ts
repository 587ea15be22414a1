/** Where SCIM 2.0 (RFC 7643, RFC 7644) is spoken. */
export const SCIM_PATH = '/scim/v2'
export const SCIM_MEDIA = 'application/scim+json'

export const USER_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:User'
export const ENTERPRISE_SCHEMA = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
export const LIST_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:ListResponse'
export const ERROR_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:Error'
