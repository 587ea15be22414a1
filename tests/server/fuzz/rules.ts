import { isProblemCode, PROBLEMS } from '../../../shared/problem.ts'
import type { FuzzRequest } from './request.ts'
import { WORDS } from './place.ts'
import { CANARY } from './values.ts'

/** One request, and all that came of it. */
export interface Outcome {
  request: FuzzRequest
  target: string
  status: number
  headers: Headers
  text: string
  /** The rows of the store. */
  before: readonly string[]
  after: readonly string[]
  /** What the log said meanwhile. */
  logged: readonly string[]
  /** What must be in no log, and in nobody's answer. */
  secrets: readonly string[]
  /** The statuses that the document has for this call; undefined where another method or path was asked. */
  documented: readonly string[] | undefined
}

/** A sign-in that was refused is noted in the audit log, which is no more than it should. */
const isOfRefusal = (row: string) => row.includes('"action":"session.refused"')

/** All that is stored, but notes of refused sign-ins. */
const storedIn = (rows: readonly string[]) => rows.filter((row) => !isOfRefusal(row)).join()

/** Who reads what was reported is audited, and its parties are told. */
const NOTED_READING = /^\/api\/v1\/admin\/reports\/[^/]+$/

const isRefused = ({ status }: Outcome) => status >= 400

/** Headers that are about what was asked: where the next page is, and where to go from here. */
const ABOUT_THE_REQUEST = new Set(['link', 'location'])

function readJson(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}

function isScimError({ status, headers, text }: Outcome): boolean {
  const document = readJson(text)
  return (
    headers.get('content-type') === 'application/scim+json' &&
    document['status'] === String(status) &&
    typeof document['detail'] === 'string'
  )
}

function isProblem({ status, headers, text }: Outcome): boolean {
  const { code, status: said, requestId } = readJson(text)
  return (
    headers.get('content-type') === 'application/problem+json' &&
    isProblemCode(code) &&
    PROBLEMS[code].status === status &&
    said === status &&
    requestId === headers.get('x-request-id')
  )
}

/** What an answer shows once, to the one who asked. */
function shownOnce({ status, text }: Outcome): string[] {
  if (status >= 300) return []
  return [...text.matchAll(/"(?:token|code|challenge|invitation)":"([^"]{20,})"/g)].map(
    ([, shown = '']) => shown,
  )
}

/** For each request: what is wrong with the outcome, if anything. */
export const RULES: Readonly<Record<string, (outcome: Outcome) => boolean>> = {
  'the server made no mistake': ({ status, target }) =>
    status < 500 || (status === 501 && target.startsWith('/scim/v2/Groups')),

  'an error is a problem, or SCIM’s': (outcome) => {
    const { request, target } = outcome
    if (!isRefused(outcome) || request.method === 'HEAD') return true
    return new URL(target, 'http://x').pathname.startsWith('/scim/')
      ? isScimError(outcome)
      : isProblem(outcome)
  },

  'what is refused, or only asks, leaves the store as it was': (outcome) => {
    const onlyAsks = ['GET', 'HEAD', 'OPTIONS'].includes(outcome.request.method.toUpperCase())
    const isNoted = outcome.request.method.toUpperCase() === 'GET' && NOTED_READING.test(outcome.target)
    return (
      !(isRefused(outcome) || (onlyAsks && !isNoted)) || storedIn(outcome.before) === storedIn(outcome.after)
    )
  },

  'no header repeats what was sent': ({ headers }) =>
    [...headers].every(([name, value]) => ABOUT_THE_REQUEST.has(name) || !value.includes(CANARY)),

  // The report on a file of people names the addresses in it.
  'no error repeats what was sent': (outcome) =>
    !isRefused(outcome) || outcome.target.includes('/import') || !outcome.text.includes(CANARY),

  'no answer holds a secret': ({ text, headers, secrets }) =>
    secrets.every((secret) => !text.includes(secret) && ![...headers.values()].join().includes(secret)),

  'no line of the log holds what a person said, or what opens something': (outcome) => {
    const { logged, secrets } = outcome
    const unsaid = [...secrets, ...shownOnce(outcome), WORDS, CANARY]
    return logged.every((line) => !unsaid.some((words) => line.includes(words)))
  },

  'the status is one that the document has': ({ status, documented }) =>
    documented === undefined || documented.includes(String(status)),
}
