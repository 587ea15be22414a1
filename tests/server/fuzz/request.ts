import * as fc from 'fast-check'
import type { Route } from '../access/document.ts'
import { brokenFrom } from './breaking.ts'
import { valueFrom } from './from-schema.ts'
import { csvText, DAMAGES, MEDIA, ODD_HEADERS, ODD_IDS, ODD_QUERIES } from './oddities.ts'
import { HUGE, oddText } from './values.ts'

/** A request as it will be sent, but for what stands in braces. */
export interface FuzzRequest {
  call: string
  method: string
  /** The path, with what stands in it, and the query: as text, or to be written so that it can stand in an address. */
  path: string
  id: string | { plain: string }
  query: string | readonly (readonly [string, string])[]
  headers: readonly (readonly [string, string])[]
  caller: string
  body: { value: unknown; damage?: string } | undefined
}

/** Whoever may, mostly; see `place.ts`. */
function callerFor({ tags }: Route): fc.Arbitrary<string> {
  const anybody = fc.constantFrom(
    '',
    '{{memberToken}}',
    '{{adminToken}}',
    '{{personToken}}',
    '{{readToken}}',
    'x y',
  )
  const usual = tags.includes('people') ? '{{memberToken}}' : '{{adminToken}}'
  return fc.oneof({ weight: 5, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: anybody })
}

function queryFor({ parameters }: Route): fc.Arbitrary<[string, string][]> {
  const asked = parameters.filter((parameter) => parameter.in === 'query')
  const entries = asked.map(({ name, schema }) => [name, valueFrom(schema, name)] as const)
  const requiredKeys = asked.filter(({ required }) => required).map(({ name }) => name)
  return fc
    .record(Object.fromEntries(entries), { requiredKeys, noNullPrototype: true })
    .map((query) => Object.entries(query).map(([name, value]) => [name, String(value)]))
}

function bodyFor({ body }: Route): fc.Arbitrary<unknown> {
  if (!body) return fc.constant(undefined)
  return body.media === 'text/csv' ? csvText : valueFrom(body.schema, '')
}

/** What names the thing in the path, by the way to it; see `place.ts`. */
const IDS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\/sessions\/\{id\}/, ['{{session}}', '{{colleagueSession}}']],
  [/handles/, ['{{claim}}', '{{otherClaim}}', '{{confirmed}}']],
  [
    /recognitions/,
    ['{{sent}}', '{{received}}', '{{secret}}', '{{withdrawn}}', '{{unused}}', '{{unusedToo}}'],
  ],
  [/tokens/, ['{{token}}']],
  [/reports/, ['{{reported}}', '{{received}}', '{{secret}}', '{{unused}}']],
  [/./, ['{{colleague}}', '{{dan}}', '{{eve}}', '{{former}}', '{{unused}}']],
]

function idFor({ path }: Route): fc.Arbitrary<FuzzRequest['id']> {
  const [, known = []] = IDS.find(([way]) => way.test(path)) ?? []
  return fc.constantFrom(...known).map((plain) => ({ plain }))
}

const contentTypeOf = ({ body }: Route) => (body ? [['content-type', body.media] as const] : [])

/** A request that fits the document. */
export function rightRequest(route: Route): fc.Arbitrary<FuzzRequest> {
  return fc
    .record({ id: idFor(route), query: queryFor(route), caller: callerFor(route), value: bodyFor(route) })
    .map(({ value, ...others }) => ({
      call: route.call,
      method: route.method,
      path: route.path,
      headers: contentTypeOf(route),
      ...others,
      body: value === undefined ? undefined : { value },
    }))
}

const oddHeader = fc.constantFrom(...ODD_HEADERS)
const oddMedia = fc.constantFrom(...MEDIA).map((media) => ['content-type', media] as const)
const oddId = fc.oneof(
  fc.constantFrom(...ODD_IDS),
  oddText.map((plain) => ({ plain })),
)
const oddQuery = fc.oneof(
  fc.constantFrom(...ODD_QUERIES),
  fc.array(
    fc.tuple(fc.constantFrom('limit', 'q', 'after', 'since', 'filter', 'state', '__proto__'), oddText),
    {
      maxLength: 3,
    },
  ),
)
const oddMethod = fc.constantFrom('POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'PROPFIND', 'get')

/** One thing of the request is not as the document has it. */
function wrongRequest(route: Route): fc.Arbitrary<FuzzRequest> {
  const right = rightRequest(route)
  const without = <K extends keyof FuzzRequest>(
    key: K,
    odd: fc.Arbitrary<FuzzRequest[K]>,
    weight: number,
  ) => ({
    weight,
    arbitrary: fc.tuple(right, odd).map(([request, value]): FuzzRequest => ({ ...request, [key]: value })),
  })
  const brokenBody = brokenFrom(bodyFor(route)).map((value) => (value === undefined ? value : { value }))
  const damaged = fc.constantFrom(...Object.keys(DAMAGES))
  const damagedBody = fc.tuple(bodyFor(route), damaged).map(([value, damage]) => ({ value, damage }))
  const moreHeaders = fc
    .tuple(right, oddHeader)
    .map(([request, header]): FuzzRequest => ({ ...request, headers: [...request.headers, header] }))
  const media = fc.array(oddMedia, { minLength: 1, maxLength: 2 })
  return fc.oneof(
    without('body', brokenBody, route.body ? 12 : 1),
    without('body', damagedBody, route.body ? 6 : 2),
    without('headers', media, route.body ? 2 : 1),
    without('id', oddId, route.path.includes('{') ? 4 : 0),
    without('query', oddQuery, 3),
    without('method', oddMethod, 1),
    { weight: 3, arbitrary: moreHeaders },
  )
}

/** Requests to all routes: some as the document has them, more with one thing wrong. */
export function requestsTo(routes: readonly Route[]): fc.Arbitrary<FuzzRequest> {
  const each = routes.flatMap((route) => [
    { weight: 2, arbitrary: rightRequest(route) },
    { weight: route.body ? 6 : 2, arbitrary: wrongRequest(route) },
  ])
  return fc.oneof(...each)
}

/** The bytes of a body, with `fill` for what stands in braces. */
export function bytesOf(
  { value, damage }: { value: unknown; damage?: string },
  fill: (text: string) => string,
): Buffer {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  const filled = fill(text).replaceAll(JSON.stringify(HUGE), `1${'0'.repeat(400)}`)
  return Buffer.from((damage === undefined ? undefined : DAMAGES[damage])?.(filled) ?? filled)
}
