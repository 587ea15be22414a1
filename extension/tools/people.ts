import { NAME_MAX_LENGTH, PEOPLE_ON_PAGE_MAX } from '../../shared/limits.ts'
import type { PersonOnPage, PersonRole, WorkItemKind } from '../../shared/recognition.ts'
import { cleanWorkItemUrl } from '../../shared/work-item-url.ts'
import { oneLine } from './page.ts'
import type { Seen } from './tool.ts'

/** Looking at more could not change whom we offer, and a hostile page may name ten thousand. */
const SEEN_MAX = 400

/** For a ticket those who worked on it come before the one who was helped; for the rest those who made it. */
const ORDER: Record<'ticket' | 'other', readonly PersonRole[]> = {
  ticket: ['assignee', 'editor', 'author', 'approver', 'reviewer', 'participant', 'commenter'],
  other: ['editor', 'author', 'approver', 'reviewer', 'assignee', 'participant', 'commenter'],
}

/**
 * Whom to offer, in order: people only, each once, without the one who looks at the page.
 * Within a role the order is that in which they were seen.
 */
export function offer(
  kind: WorkItemKind,
  seen: Iterable<Seen>,
  viewer: Partial<Seen> | readonly Partial<Seen>[] | null = null,
): PersonOnPage[] {
  const order = ORDER[kind === 'ticket' ? 'ticket' : 'other']
  const people: PersonOnPage[] = []
  let left = SEEN_MAX
  for (const one of seen) {
    if (left-- === 0) break
    const person = personOf(one)
    if (person) people.push(person)
  }
  const viewerTraits = new Set([viewer ?? []].flat().flatMap(traits).flatMap(alsoAsName))
  return merged(people.toSorted((a, b) => order.indexOf(a.role) - order.indexOf(b.role)))
    .filter((person) => !traits(person).some((trait) => viewerTraits.has(trait)))
    .slice(0, PEOPLE_ON_PAGE_MAX)
}

/** One person in the form of the treaty; null for a bot, a team, a placeholder or an address. */
export function personOf(seen: Seen): PersonOnPage | null {
  const named = [seen.name, seen.handle, seen.email].map((part) => oneLine(part ?? '')).filter(Boolean)
  if (named.length === 0 || named.some(isNobody)) return null
  const email = bare(seen.email)
  const person: PersonOnPage = { role: seen.role }
  const name = displayName(seen.name)
  const handle = bare(seen.handle).replace(/^@/, '')
  if (name) person.name = name
  if (handle) person.handle = handle
  if (isEmail(email)) person.email = email
  const profileUrl = seen.profileUrl ? cleanWorkItemUrl(seen.profileUrl) : null
  if (profileUrl) person.profileUrl = profileUrl
  return name || handle || person.email ? person : null
}

export function isEmail(text: string): boolean {
  return /^[^\s@<>()",;:]+@[^\s@<>()",;:]+\.[^\s@<>()",;:.]+$/.test(text)
}

/** Without bullets before it, and remarks such as '(RETIRED)', '[MSFT]' or 'on behalf of Corp' behind it. */
function displayName(text: string | null | undefined): string {
  const [who = ''] = bare(text).split(/ on behalf of /i)
  const name = who.replace(/^[^\p{L}\p{N}]+/u, '')
  return name.replace(/(\s*(\([^()]*\)|\[[^[\]]*\]))+$/u, '').trim() || name
}

function bare(text: string | null | undefined): string {
  return oneLine(text ?? '')
    .slice(0, NAME_MAX_LENGTH)
    .toWellFormed()
    .trim()
}

const PLACEHOLDERS =
  /^(nobody( in particular| [^@]*@.*|;.*)?|somebody|anonymous( user| coward)?|unassigned|not assigned|none|n\/?a|unknown( user)?|ghost|deleted user|system|administrator|admin user|root|maintenance script|mediawiki default|automatic|default|someone|bugzilla|me|you|-|—|\?)$/i

function isNobody(text: string): boolean {
  return PLACEHOLDERS.test(text) || isBot(text) || isTeam(text) || isNetworkAddress(text)
}

const ROBOTS =
  /^(copilot( ai)?|github-actions|web-flow|dependabot|renovate|codecov(-io)?|jenkins|gerrit code review|zuul)$/i

/** 'rvd-bot', 'Roundup Robot', 'InternetArchiveBot', 'renovate[bot]', not 'Marie Talbot'. */
function isBot(text: string): boolean {
  if (/\[bot\]/i.test(text) || ROBOTS.test(text)) return true
  const last = text.replace(/@.*$/, '').split(/\s/).at(-1) ?? ''
  if (/(^|[^\p{L}])(ro)?bot$/iu.test(last) || /\p{Ll}Bot$/u.test(last)) return true
  const single = !/\s/.test(text)
  return single && /bot$/i.test(last) && !/(abbot|talbot|chabot|cabot|rambot)$/i.test(last)
}

/** What the last word of a name tells: 'Corp Product Security', 'Update System'. */
const TEAM_NAMES =
  /\s(teams?|group|squad|security|support|operations|ops|triage|help ?desk|maintainers?|developers|engineering|project|bugs|system|mailing list|bugzilla|jira)$/i

/** 'org/team', 'Ledger Team', and lists such as 'docs@python', which is no address of a person. */
function isTeam(text: string): boolean {
  return /^@?[\w.-]+\/[\w.-]+$/.test(text) || /^[\w.-]+@[\w-]+$/.test(text) || TEAM_NAMES.test(text)
}

function isNetworkAddress(text: string): boolean {
  const v4 = /^\d{1,3}(\.(\d{1,3}|x{1,3})){3}$/i
  const v6 = /^(?=.*:.*:)[\da-f:]+$/i
  const temporary = /^~\d{4}-\d/
  return v4.test(text) || v6.test(text) || temporary.test(text)
}

const plain = (text: string) =>
  text
    .normalize('NFC')
    .replace(/[\s_]+/g, ' ')
    .toLowerCase()

/** What tells people apart; the address of a profile does even where one place shows the name and another the login. */
function traits(person: Partial<Seen>): string[] {
  return [person.email, person.handle, person.name, person.profileUrl].flatMap((text) =>
    text ? [plain(text)] : [],
  )
}

/** Whose login is 'jo.doe' is the 'Jo Doe' of a page that shows names. */
function alsoAsName(login: string): string[] {
  return [login, login.replace(/[.-]+/g, ' ')]
}

/** The first sight of a person keeps its role and gains what later ones add. */
function merged(people: readonly PersonOnPage[]): PersonOnPage[] {
  const known = new Map<string, PersonOnPage>()
  const order = new Set<PersonOnPage>()
  for (const person of people) {
    const before = traits(person)
      .map((trait) => known.get(trait))
      .find((one) => one !== undefined && agree(one, person))
    const whole = before ? Object.assign(before, { ...person, ...before }) : person
    order.add(whole)
    for (const trait of traits(whole)) known.set(trait, whole)
  }
  return Array.from(order)
}

/** Two people may share a name; nobody has two handles or two addresses on one page. */
function agree(a: PersonOnPage, b: PersonOnPage): boolean {
  return !differ(a.handle, b.handle) && !differ(a.email, b.email)
}

function differ(a: string | null | undefined, b: string | null | undefined): boolean {
  return Boolean(a && b) && plain(a ?? '') !== plain(b ?? '')
}
