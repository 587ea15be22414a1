import * as v from 'valibot'
import { LANGUAGES } from '../languages.ts'
import { LOCKABLE, readManaged, type IgnoredSetting, type Policy, type PolicyKey } from '../policy.ts'
import { addressOf, isSafe } from './invitation.ts'
import { namesOneHost, patternOf } from './site-pattern.ts'

/** How much of a value that cannot be used is shown again. */
const SHOWN_MAX_LENGTH = 80

const Address = v.pipe(
  v.string(),
  v.trim(),
  v.regex(/^https?:\/\//i),
  v.url(),
  v.transform((text) => new URL(text)),
  v.check(({ username, search, hash }) => username + search + hash === ''),
)

const Server = v.pipe(Address, v.check(isSafe), v.transform(addressOf))

/** The whole of one host: what a browser can be asked for. */
const Site = v.pipe(
  Address,
  v.check(({ pathname }) => pathname === '/'),
  v.transform(patternOf),
  v.check(namesOneHost),
)

const Language = v.pipe(
  v.string(),
  v.trim(),
  v.check((tag) => LANGUAGES.includes(tag)),
)

/** What the organisation set, as it stands now. What cannot be used is left out and named; the rest counts. */
export async function readPolicy(): Promise<Policy> {
  return parsePolicy(await readManaged())
}

/** Reads a policy as admins write it. Keys that are not ours are left alone. */
export function parsePolicy(values: Record<string, unknown>): Policy {
  const ignored: IgnoredSetting[] = []
  const read = <S extends v.GenericSchema>(key: PolicyKey, schema: S): v.InferOutput<S>[] => {
    const parsed = listOf(values[key]).map((value) => ({ value, ...v.safeParse(schema, value) }))
    for (const { success, value } of parsed) if (!success) ignored.push({ key, value: shown(value) })
    return Array.from(new Set(parsed.flatMap(({ success, output }) => (success ? [output] : []))))
  }
  const [server = null] = read('server', Server)
  const set = { server, sites: read('sites', Site), languages: read('languages', Language) }
  // To lock what is not set would lock people out.
  const locked = read('locked', v.picklist(LOCKABLE)).filter((key) => (set[key]?.length ?? 0) > 0)
  return { ...set, locked, ignored }
}

/** One value is as good as a list of one. */
function listOf(value: unknown): unknown[] {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? value : [value]
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.slice(0, SHOWN_MAX_LENGTH)
}
