import { readConfig } from '../../../server/config.ts'
import { openTestServer } from '../test-server.ts'

/** As much of a JSON schema as the document of this server has. */
export interface Schema {
  type?: string
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: boolean | Schema
  items?: Schema
  minItems?: number
  maxItems?: number
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  pattern?: string
  format?: string
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  oneOf?: Schema[]
}

/** One route, as the OpenAPI document describes it. */
export interface Route {
  /** e.g. `GET /api/v1/recognitions/{id}` */
  call: string
  method: string
  path: string
  tags: string[]
  /** What its token must have, all of them; undefined where none is needed. */
  roles: string[] | undefined
  parameters: { in: 'path' | 'query'; name: string; required?: boolean; schema: Schema }[]
  body: { media: string; schema: Schema } | undefined
  /** The statuses that it is said to answer. */
  statuses: string[]
  /** What it answers when it does as it is asked. */
  answers: { media: string; schema: Schema }[]
}

interface Operation {
  tags: string[]
  security: { token: string[] }[]
  parameters?: Route['parameters']
  requestBody?: { content: Record<string, { schema: Schema }> }
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>
}

function answersOf(responses: Operation['responses']): Route['answers'] {
  const good = Object.entries(responses).filter(([status]) => status.startsWith('2'))
  return good.flatMap(([, { content = {} }]) =>
    Object.entries(content).map(([media, { schema }]) => ({ media, schema })),
  )
}

interface Property {
  name: string
  /** From the outside in, with dots. */
  way: string
  property: Schema
}

/** All properties in it, however deep, with the way to each. */
export function* propertiesOf(schema: Schema, way = ''): Generator<Property> {
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    yield { name, way: `${way}${name}`, property }
    yield* propertiesOf(property, `${way}${name}.`)
  }
  const { items, additionalProperties, anyOf = [], oneOf = [] } = schema
  for (const part of [...anyOf, ...oneOf, ...(items ? [items] : [])]) yield* propertiesOf(part, way)
  if (typeof additionalProperties === 'object') yield* propertiesOf(additionalProperties, `${way}*.`)
}

function routeOf(method: string, path: string, operation: Operation): Route {
  const { tags, security, parameters = [], requestBody, responses } = operation
  const [content] = Object.entries(requestBody?.content ?? {})
  return {
    call: `${method.toUpperCase()} ${path}`,
    method: method.toUpperCase(),
    path,
    tags,
    roles: security[0]?.token,
    parameters,
    body: content && { media: content[0], schema: content[1].schema },
    statuses: Object.keys(responses),
    answers: answersOf(responses),
  }
}

/** Every route that the server says it has. */
export async function readRoutes(): Promise<Route[]> {
  const server = await openTestServer({ ...readConfig({}) })
  const answer = await server.ask('GET /openapi.json')
  const { paths }: { paths: Record<string, Record<string, Operation>> } = await answer.json()
  await server.close()
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => routeOf(method, path, operation)),
  )
}
