import * as v from 'valibot'
import { ENTERPRISE_SCHEMA } from './names.ts'

const Text = v.nullish(v.string())

const bodyEntries = {
  userName: v.optional(v.string()),
  externalId: Text,
  active: v.nullish(v.union([v.boolean(), v.string()])),
  displayName: Text,
  name: v.nullish(v.looseObject({ formatted: Text, givenName: Text, familyName: Text })),
  emails: v.nullish(v.array(v.looseObject({ value: Text, type: Text }))),
  [ENTERPRISE_SCHEMA]: v.nullish(
    v.looseObject({
      department: Text,
      manager: v.nullish(v.union([v.string(), v.looseObject({ value: Text }), v.array(v.unknown())])),
    }),
  ),
}

/**
 * The outline of a user that a directory sends. It may hold any other attribute, in any case of letters too; what is read of it, and
 * how, is in attributes.ts.
 */
export const UserBody = v.looseObject(bodyEntries)
export type UserBody = v.InferOutput<typeof UserBody>

/** A person as directories see them. */
export const ScimUser = v.object({
  schemas: v.array(v.string()),
  id: v.string(),
  externalId: v.exactOptional(v.string()),
  userName: v.string(),
  name: v.object({ formatted: v.string(), givenName: v.string(), familyName: v.exactOptional(v.string()) }),
  displayName: v.string(),
  active: v.boolean(),
  emails: v.array(v.object({ value: v.string(), type: v.literal('work'), primary: v.literal(true) })),
  [ENTERPRISE_SCHEMA]: v.exactOptional(
    v.object({
      department: v.exactOptional(v.string()),
      manager: v.exactOptional(v.object({ value: v.string(), $ref: v.string() })),
    }),
  ),
  meta: v.object({ resourceType: v.literal('User'), created: v.string(), location: v.string() }),
})
export type ScimUser = v.InferOutput<typeof ScimUser>

const listOf = <S extends v.GenericSchema<unknown, unknown>>(resource: S) =>
  v.object({
    schemas: v.array(v.string()),
    totalResults: v.number(),
    startIndex: v.number(),
    itemsPerPage: v.number(),
    Resources: v.array(resource),
  })

export const UserList = listOf(ScimUser)
export type UserList = v.InferOutput<typeof UserList>

/** Of what is only looked at by directories, not by us. */
export const AnyList = listOf(v.looseObject({}))
export type AnyList = v.InferOutput<typeof AnyList>

export const ScimError = v.object({
  schemas: v.array(v.string()),
  status: v.string(),
  scimType: v.exactOptional(v.string()),
  detail: v.string(),
})
export type ScimError = v.InferOutput<typeof ScimError>

/** What `/Users` can be asked; RFC 7644 has more, such as `attributes`, which changes nothing here. */
export const ListQuery = v.object({
  filter: v.optional(v.string()),
  startIndex: v.optional(pageNumber()),
  count: v.optional(pageNumber()),
})

function pageNumber() {
  return v.pipe(v.string(), v.regex(/^-?\d{1,9}$/, 'must be a whole number'), v.transform(Number))
}
