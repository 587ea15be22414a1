import { ScimRefusal } from './errors.ts'
import { ENTERPRISE_SCHEMA, USER_SCHEMA } from './names.ts'

/** What a directory looks for; all that is named must fit. */
export interface Filter {
  id?: string
  userName?: string
  externalId?: string
  email?: string
  /** The id of the manager. */
  manager?: string
}

const FILTER_MAX_LENGTH = 1000

/** Words, texts in quotes, and brackets. The alternatives begin differently, so that no text makes it look twice. */
const TOKEN = /\s*(?:("(?:[^"\\]|\\.)*")|([\w.:$-]+)|([[\]]))/y

/** The attributes that can be looked for, as their tokens read when joined by spaces. */
const FIELDS = new Map<string, keyof Filter>([
  ['id', 'id'],
  ['username', 'userName'],
  ['externalid', 'externalId'],
  ['emails', 'email'],
  ['emails.value', 'email'],
  ['emails [ type eq "work" ] .value', 'email'],
  ['emails [ primary eq true ] .value', 'email'],
  ['manager', 'manager'],
  ['manager.value', 'manager'],
  [`${ENTERPRISE_SCHEMA}:manager`.toLowerCase(), 'manager'],
  [`${ENTERPRISE_SCHEMA}:manager.value`.toLowerCase(), 'manager'],
])

function refuse(): never {
  throw new ScimRefusal(
    'invalidFilter',
    'What works is userName, externalId, emails.value, emails[type eq "work"].value or id, then eq and a text in quotes; several with and',
  )
}

function tokensOf(text: string): string[] {
  if (text.length > FILTER_MAX_LENGTH) refuse()
  const tokens: string[] = []
  let end = 0
  const pattern = new RegExp(TOKEN)
  for (const rest = text.trimEnd(); end < rest.length; end = pattern.lastIndex) {
    const token = pattern.exec(rest)?.[0]
    if (token === undefined) refuse()
    tokens.push(token.trimStart())
  }
  return tokens
}

function splitAtAnd(tokens: readonly string[]): string[][] {
  const terms: string[][] = [[]]
  for (const token of tokens) {
    if (token.toLowerCase() === 'and') terms.push([])
    else terms.at(-1)?.push(token)
  }
  return terms
}

/** Some directories put ids without quotes, and user names such as CORP\ada without escaping them. */
function textOf(value: string): string {
  if (!value.startsWith('"')) return value
  try {
    return String(JSON.parse(value))
  } catch {
    return value.slice(1, -1)
  }
}

function fieldOf(path: readonly string[]): keyof Filter | undefined {
  const name = path.join(' ').toLowerCase()
  const prefix = `${USER_SCHEMA}:`.toLowerCase()
  return FIELDS.get(name.startsWith(prefix) ? name.slice(prefix.length) : name)
}

/**
 * Reads a filter of the kind with which directories look a person up. More of the language would promise searches that
 * a store has no index for.
 * @throws ScimRefusal `invalidFilter` for all else.
 */
export function readFilter(text: string): Filter {
  const filter: Filter = {}
  for (const term of splitAtAnd(tokensOf(text))) {
    const [operator, value] = term.slice(-2)
    const field = fieldOf(term.slice(0, -2))
    if (field === undefined || filter[field] !== undefined) refuse()
    if (operator?.toLowerCase() !== 'eq' || value === undefined || /^[[\]]/.test(value)) refuse()
    filter[field] = textOf(value)
  }
  if (filter.manager !== undefined && filter.id === undefined) refuse()
  return filter
}
