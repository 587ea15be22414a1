import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Route, Schema } from './access/document.ts'
import { propertiesOf, readRoutes } from './access/document.ts'

/**
 * Nobody is scored: no points, ranks, streaks, levels, totals of other people or leaderboards, in any answer. So what answers may hold is
 * a list, and whoever adds to it says here that it is no such thing. That real answers hold no more than their schemas is
 * seen where they are asked for: in `visibility` and `routes/docs-examples.test.ts`.
 */
const allowed = readFileSync('tests/server/response-properties.txt', 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))

/** Every number in any answer. None is about a person, and none counts bright spots. */
const NUMBERS = [
  // Of the server and of what was chosen for it.
  'GET /api/v1/server apiVersions',
  'GET /api/v1/server undoSeconds',
  ...['GET', 'PATCH'].flatMap((method) =>
    [
      'limits.newcomers.days',
      'limits.newcomers.perDay',
      'limits.perDay',
      'limits.perMinute',
      'limits.perPairPerWeek',
      'retention.audit',
      'retention.recognitions',
    ].map((name) => `${method} /api/v1/admin/settings ${name}`),
  ),
  // How many people work in a team, whatever they gave or got.
  'GET /api/v1/admin/teams teams.people',
  // Rows of a file of people.
  ...['created', 'invalid', 'rows.line', 'unchanged', 'updated'].map(
    (name) => `POST /api/v1/admin/people/import ${name}`,
  ),
  // Pages of SCIM.
  ...['Groups', 'ResourceTypes', 'Schemas', 'Users'].flatMap((of) =>
    ['itemsPerPage', 'startIndex', 'totalResults'].map((name) => `GET /scim/v2/${of} ${name}`),
  ),
]

const routes = await readRoutes()

function namesIn({ answers }: Pick<Route, 'answers'>): string[] {
  return answers.flatMap(({ schema }) => [...propertiesOf(schema)].map(({ name }) => name))
}

function isNumber({ type, items, anyOf = [], oneOf = [] }: Schema): boolean {
  return (
    type === 'number' || type === 'integer' || [...anyOf, ...oneOf, ...(items ? [items] : [])].some(isNumber)
  )
}

function numbersIn({ call, answers }: Pick<Route, 'call' | 'answers'>): string[] {
  return answers.flatMap(({ schema }) =>
    [...propertiesOf(schema)].flatMap(({ way, property }) => (isNumber(property) ? [`${call} ${way}`] : [])),
  )
}

describe('what answers hold', () => {
  test('has no name that is not on the list, and the list none that is gone', () => {
    expect([...new Set(routes.flatMap(namesIn))].toSorted()).toEqual(allowed)
  })

  test('has these numbers, and no other', () => {
    expect([...new Set(routes.flatMap(numbersIn))].toSorted()).toEqual(NUMBERS.toSorted())
  })

  test('would be found to hold more, however deep', () => {
    const points: Schema = {
      type: 'object',
      properties: { points: { anyOf: [{ type: 'null' }, { type: 'number' }] } },
    }
    const page: Schema = { properties: { people: { type: 'array', items: points } } }
    const route = { call: 'GET /api/v1/people', answers: [{ media: 'application/json', schema: page }] }
    expect(namesIn(route)).toEqual(['people', 'points'])
    expect(numbersIn(route)).toEqual(['GET /api/v1/people people.points'])
  })
})
