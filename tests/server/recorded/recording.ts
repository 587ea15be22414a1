/** One request as an extension sent it, with `{names}` for what differs each time, and what it got. */
export interface Recorded {
  /** e.g. `GET /api/v1/changes?since={cursor}` */
  call: string
  headers: Record<string, string>
  body?: unknown
  status: number
  /** What the answer was made of; a client relies on each of these. */
  answer: Shape
}

export type Shape = string | Shape[] | { [key: string]: Shape }

/** The kinds of values in an answer instead of the values; of a list the first entry stands for all. */
export function shapeOf(value: unknown): Shape {
  if (Array.isArray(value)) return value.slice(0, 1).map(shapeOf)
  if (value === null || typeof value !== 'object') return value === null ? 'null' : typeof value
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, shapeOf(entry)]))
}

/** A recording has a request on each line. */
export function readRecording(text: string): Recorded[] {
  return text
    .trim()
    .split('\n')
    .map((line): Recorded => JSON.parse(line))
}

/** Puts names in the place of values, in any JSON. */
export function withNames<T>(value: T, names: ReadonlyMap<string, string>): T {
  let text = JSON.stringify(value)
  for (const [found, name] of names) text = text.replaceAll(found, `{${name}}`)
  return JSON.parse(text)
}

/** The reverse of `withNames`. */
export function withValues<T>(value: T, values: Readonly<Record<string, string>>): T {
  const text = JSON.stringify(value)
  return JSON.parse(text.replaceAll(/\{(\w+)\}/g, (name, key: string) => values[key] ?? name))
}

/** Whom the page shows, on a wiki of the tests. */
export const PAGE = {
  tool: 'mediawiki',
  origin: 'https://wiki.corp.example',
  people: [{ role: 'editor', name: 'Grace Example', handle: 'Grace.example' }],
} as const

export const HANDLE = { tool: PAGE.tool, origin: PAGE.origin, handle: 'Grace.example' }

/** What waits in the inbox of whoever is recorded. */
export const GIFT = {
  message: 'Thank you',
  values: ['fast'],
  visibility: 'public',
  context: {
    tool: 'redmine',
    kind: 'ticket',
    key: '#7',
    title: 'Printer',
    url: 'https://t.example/issues/7',
  },
} as const
