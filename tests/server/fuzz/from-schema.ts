import * as fc from 'fast-check'
import type { Schema } from '../access/document.ts'
import { oddText, oddValue } from './values.ts'

/** What is of use under a name, such as the id of somebody who is there; see `place.ts` for those in braces. */
export type Known = Readonly<Record<string, readonly string[]>>

const ITEMS_MAX = 5

/** Texts that patterns and lengths alone would not hit. */
export const KNOWN: Known = {
  recipients: ['{{colleague}}', '{{dan}}', '{{eve}}', '{{person}}'],
  person: ['{{colleague}}', '{{dan}}'],
  managerId: ['{{colleague}}', '{{member}}'],
  manager: ['{{colleague}}'],
  code: ['{{invite}}', '12345678'],
  challenge: ['{{challenge}}'],
  email: ['{{colleagueEmail}}', 'new@corp.example', 'eve@elsewhere.example'],
  values: ['fast', 'helpful', 'reliable', 'positive', 'responsive', 'empathetic'],
  value: ['new@corp.example', 'False'],
  userName: ['new', 'new@corp.example'],
  url: ['https://wiki.corp.example/index.php?title=Runbook', 'https://git.corp.example/a/b'],
  origin: ['https://git.corp.example'],
  tool: ['gitlab', 'mediawiki'],
  handle: ['ada', 'ben'],
  redirect_uri: ['{{redirect}}'],
  wait: ['0', '25'],
  since: ['{{cursor}}'],
  after: ['{{member}}', '{{token}}'],
  before: ['{{token}}'],
  filter: [
    'userName eq "ada"',
    'id eq {{colleague}}',
    'emails[type eq "work"].value eq "{{colleagueEmail}}"',
  ],
  path: ['active', 'name.givenName', 'emails[type eq "work"].value', 'displayName', 'userName'],
  active: ['False', 'true'],
}

const FORMATS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  email: fc.emailAddress(),
  uri: fc.webUrl(),
  uuid: fc.uuid(),
}

function textFrom({ pattern, format, minLength = 0, maxLength = 60 }: Schema): fc.Arbitrary<string> {
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern), { size: '-1' })
  const known = format === undefined ? undefined : FORMATS[format]
  if (known) return known
  const lengths = { minLength, maxLength: Math.min(maxLength, Math.max(minLength, 60)) }
  return fc.oneof(fc.string({ ...lengths, unit: 'grapheme' }), oddText)
}

function objectFrom({ properties = {}, required = [] }: Schema): fc.Arbitrary<unknown> {
  const entries = Object.entries(properties).map(([name, schema]) => [name, valueFrom(schema, name)] as const)
  return fc.record(Object.fromEntries(entries), { requiredKeys: required, noNullPrototype: true })
}

/** Of what is known under a name each is there once, mostly: lists of ids may not repeat any. */
function listFrom(
  { items = {}, minItems = 0, maxItems = ITEMS_MAX }: Schema,
  name: string,
): fc.Arbitrary<unknown> {
  const lengths = { minLength: minItems, maxLength: Math.min(maxItems, ITEMS_MAX) }
  const any = fc.array(valueFrom(items, name), lengths)
  const known = items.type === 'string' ? knownFor(name) : []
  if (known.length < minItems || known.length === 0) return any
  return fc.oneof({ weight: 3, arbitrary: fc.subarray([...known], { minLength: minItems }) }, any)
}

function knownFor(name: string): readonly string[] {
  return Object.hasOwn(KNOWN, name) ? (KNOWN[name] ?? []) : []
}

function plainFrom(schema: Schema, name: string): fc.Arbitrary<unknown> {
  const { type, minimum, maximum } = schema
  if (type === 'object') return objectFrom(schema)
  if (type === 'array') return listFrom(schema, name)
  if (type === 'string') return textFrom(schema)
  if (type === 'boolean') return fc.boolean()
  if (type === 'null') return fc.constant(null)
  if (type === 'integer' || type === 'number') return fc.integer({ min: minimum ?? -10, max: maximum ?? 10 })
  return oddValue
}

/**
 * Values as the schema has them. More than the schema may be asked of them, so not all are taken.
 * @param name under which the value stands.
 */
export function valueFrom(schema: Schema, name: string): fc.Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return fc.oneof(...choices.map((choice) => valueFrom(choice, name)))
  const known = schema.type === 'string' ? knownFor(name) : []
  const plain = plainFrom(schema, name)
  if (known.length === 0) return plain
  return fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: plain })
}
