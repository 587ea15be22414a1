import type { Schema } from '../access/document.ts'

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The ways that a value may be, one beside the other. */
function ways({ anyOf, oneOf, ...schema }: Schema): Schema[] {
  return [schema, ...[...(anyOf ?? []), ...(oneOf ?? [])].flatMap(ways)]
}

const isOpen = ({ additionalProperties }: Schema) => Boolean(additionalProperties)

/** Properties of an answer that its schema does not name, with the way to each. What a schema leaves open is not looked into. */
export function undocumentedIn(value: unknown, schema: Schema, way = ''): string[] {
  const possible = ways(schema)
  if (Array.isArray(value)) {
    const items = possible.flatMap((one) => (one.items ? [one.items] : []))
    return items.length === 0 ? [] : value.flatMap((item) => undocumentedIn(item, { anyOf: items }, way))
  }
  const named = possible.flatMap(({ properties = {} }) =>
    Object.keys(properties).length > 0 ? [properties] : [],
  )
  if (!isObject(value) || named.length === 0 || possible.some(isOpen)) return []
  return Object.entries(value).flatMap(([name, property]) => {
    const properties = named.flatMap((one) => (Object.hasOwn(one, name) ? [one[name] ?? {}] : []))
    if (properties.length === 0) return [`${way}${name}`]
    return undocumentedIn(property, { anyOf: properties }, `${way}${name}.`)
  })
}
