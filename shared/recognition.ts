import * as v from 'valibot'
import {
  KEY_MAX_LENGTH,
  MESSAGE_MAX_LENGTH,
  NAME_MAX_LENGTH,
  RECIPIENTS_MAX,
  textLength,
  TITLE_MAX_LENGTH,
  URL_MAX_LENGTH,
  VALUES_MAX,
  WARM_WORDS,
} from './limits.ts'
import { isCleanWorkItemUrl } from './work-item-url.ts'

/** Text that every store can keep and every reader can show: well-formed, without control characters but tab and newline. */
function isPlainText(text: string): boolean {
  // oxlint-disable-next-line no-control-regex -- naming the control characters is the point
  return text.isWellFormed() && !/[\0-\x08\x0b-\x1f\x7f]/.test(text)
}

const isWritten = (text: string) => text.trim() !== ''

/** One line of text, trimmed by the sender, of 1 to `max` characters that are not all blank. */
export const line = (max: number) =>
  v.pipe(
    v.string(),
    v.minLength(1),
    v.maxLength(max),
    v.check(isWritten, 'must not be empty'),
    v.check(isPlainText, 'must be plain text'),
  )

/** A client-made UUIDv7: its time part makes ids sortable, its random part keeps them from being guessed (RFC 9562, 5.7). */
export const RecognitionId = v.pipe(
  v.string(),
  v.regex(
    /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/,
    'must be a UUIDv7 in lower case',
  ),
)
export type RecognitionId = string

export const PersonId = v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/, 'must be a person id'))
export type PersonId = string

export const ValueId = v.pipe(v.string(), v.regex(/^[a-z\d-]{1,40}$/, 'must be a value id'))
export type ValueId = string

export const CompanyValue = v.object({ id: ValueId, name: line(60) })
export type CompanyValue = v.InferOutput<typeof CompanyValue>

/** The eight that writers on internal service name; an organisation may have its own list. */
export const DEFAULT_VALUES: readonly CompanyValue[] = [
  { id: 'responsive', name: 'Responsive' },
  { id: 'reliable', name: 'Reliable' },
  { id: 'empathetic', name: 'Empathetic' },
  { id: 'fast', name: 'Fast' },
  { id: 'helpful', name: 'Helpful' },
  { id: 'positive', name: 'Positive' },
  { id: 'kept-a-promise', name: 'Kept a promise' },
  { id: 'crossed-a-silo', name: 'Crossed a silo' },
]

export const WORK_ITEM_KINDS = ['wiki', 'ticket', 'review', 'commit', 'discussion', 'page'] as const
export type WorkItemKind = (typeof WORK_ITEM_KINDS)[number]

/** Where it happened: the page, ticket or change that the thanks is for. `key` is null where the tool has no short name for it. */
export const WorkItem = v.strictObject({
  tool: v.pipe(v.string(), v.regex(/^[a-z\d-]{1,40}$/, 'must be a tool id')),
  kind: v.picklist(WORK_ITEM_KINDS),
  key: v.nullable(line(KEY_MAX_LENGTH)),
  title: line(TITLE_MAX_LENGTH),
  url: v.pipe(
    v.string(),
    v.maxLength(URL_MAX_LENGTH),
    v.check(
      isCleanWorkItemUrl,
      'must be http or https, without credentials, and without query or fragment beyond what names the item',
    ),
  ),
})
export type WorkItem = v.InferOutput<typeof WorkItem>

export const PERSON_ROLES = [
  'author',
  'assignee',
  'reviewer',
  'approver',
  'commenter',
  'editor',
  'participant',
] as const

/** Someone seen on a page. Only what the page shows: a missing field is absent or null. */
export const PersonOnPage = v.strictObject({
  role: v.picklist(PERSON_ROLES),
  name: v.nullish(line(NAME_MAX_LENGTH)),
  handle: v.nullish(line(NAME_MAX_LENGTH)),
  email: v.nullish(line(NAME_MAX_LENGTH)),
  profileUrl: v.nullish(line(URL_MAX_LENGTH)),
})
export type PersonOnPage = v.InferOutput<typeof PersonOnPage>
export type PersonRole = PersonOnPage['role']

/** `private`: the parties alone. `public`: colleagues too, once the recipient agrees. */
export const VISIBILITIES = ['private', 'public'] as const

/** A recipient's answer to 'may colleagues see this?', asked of public ones only. */
export const PUBLICATIONS = ['ask', 'agreed', 'declined'] as const
export type Publication = (typeof PUBLICATIONS)[number]

const distinct = (ids: string[]) => new Set(ids).size === ids.length

/** The body of `PUT /api/v1/recognitions/{id}`. */
export const RecognitionContent = v.strictObject({
  recipients: v.pipe(
    v.array(PersonId),
    v.minLength(1),
    v.maxLength(RECIPIENTS_MAX),
    v.check(distinct, 'must not repeat'),
  ),
  message: v.pipe(
    v.string(),
    v.check(isWritten, 'must not be empty'),
    v.check(
      (text) => textLength(text) <= MESSAGE_MAX_LENGTH,
      `must have at most ${MESSAGE_MAX_LENGTH} characters`,
    ),
    v.check(isPlainText, 'must be plain text'),
  ),
  values: v.pipe(v.array(ValueId), v.maxLength(VALUES_MAX), v.check(distinct, 'must not repeat')),
  visibility: v.picklist(VISIBILITIES),
  context: v.nullable(WorkItem),
})
export type RecognitionContent = v.InferOutput<typeof RecognitionContent>

/** What a client sends, with the id that it made once. */
export type NewRecognition = RecognitionContent & { id: RecognitionId }

/** A person as colleagues see them. */
export const Person = v.object({
  id: PersonId,
  name: v.string(),
  email: v.string(),
  team: v.nullable(v.string()),
  /** Present for somebody who left and of whom nothing is kept: `name` says so in English, the rest is empty. */
  former: v.exactOptional(v.literal(true)),
  /** Present for somebody who wants no bright spots: they prefer thanks in person. */
  inPerson: v.exactOptional(v.literal(true)),
})
export type Person = v.InferOutput<typeof Person>

export { WARM_WORDS }
export type WarmWord = (typeof WARM_WORDS)[number]

/** What a recipient answered: a warm word, a line, or both. One each; the sender and they alone see it. */
export const Answer = v.object({
  person: Person,
  word: v.nullable(v.picklist(WARM_WORDS)),
  line: v.nullable(v.string()),
  at: v.string(),
})
export type Answer = v.InferOutput<typeof Answer>

/** That somebody reported it: what its parties learn of a moderator's work. */
export const Review = v.object({
  /** When a moderator read it; null until then. */
  readAt: v.nullable(v.string()),
  /** `hidden`: nobody but its sender sees it any more. Null until a moderator decided. */
  outcome: v.nullable(v.picklist(['kept', 'hidden'])),
})
export type Review = v.InferOutput<typeof Review>

/** A stored bright spot as one of its parties sees it. Times are ISO 8601 in UTC, by the server's clock. */
export const Recognition = v.object({
  id: RecognitionId,
  sender: Person,
  recipients: v.array(Person),
  message: v.string(),
  values: v.array(ValueId),
  visibility: v.picklist(VISIBILITIES),
  context: v.nullable(v.object({ ...WorkItem.entries, url: v.string() })),
  /** When the server accepted it. */
  sentAt: v.string(),
  /** When it reaches, or reached, its recipients; until then its sender can undo it. */
  deliverAt: v.string(),
  /** Null until it was delivered. */
  deliveredAt: v.nullable(v.string()),
  /** When the person who asks read it; null for unread, and for its sender. */
  readAt: v.nullable(v.string()),
  /** What the person who asks said to its publication; null for its sender, for colleagues, and for private ones. */
  publication: v.nullable(v.picklist(PUBLICATIONS)),
  /** What recipients answered: all of it for the sender, their own for a recipient. Absent when there is none. */
  answers: v.exactOptional(v.array(Answer)),
  /** Colleagues who said 'me too': all of them for a recipient who agreed to publication, else the caller alone. Absent when there is none. */
  meToo: v.exactOptional(v.array(Person)),
  /** Present for its parties once a moderator has read it. */
  review: v.exactOptional(Review),
})
export type Recognition = v.InferOutput<typeof Recognition>
