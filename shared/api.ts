import * as v from 'valibot'
import {
  LINE_MAX_LENGTH,
  LONG_POLL_MAX_SECONDS,
  NAME_MAX_LENGTH,
  PEOPLE_ON_PAGE_MAX,
  REASON_MAX_LENGTH,
} from './limits.ts'
import { Preferences } from './preferences.ts'
import {
  CompanyValue,
  line,
  Person,
  PersonId,
  PersonOnPage,
  Recognition,
  RecognitionId,
  Review,
  ValueId,
  WARM_WORDS,
} from './recognition.ts'
import { EmailAddress } from './sign-in.ts'

/** The version of the API that this code speaks; a server lists those that it speaks. */
export const API_VERSION = 1

/** Answer of `GET /api/v1/server`. `product` tells our server from anything else that answers in JSON. */
export const ServerInfo = v.object({
  product: v.literal('bright-spots'),
  name: v.string(),
  version: v.string(),
  apiVersions: v.array(v.number()),
  features: v.array(v.string()),
  signIn: v.array(v.string()),
  values: v.array(CompanyValue),
  /** The oldest extension that it serves. Absent where it has not been said yet: the API only grows. */
  oldestExtension: v.optional(v.string()),
  /** How long a bright spot can be undone before it is delivered, in seconds. */
  undoSeconds: v.number(),
})
export type ServerInfo = v.InferOutput<typeof ServerInfo>

export const Me = v.object({
  person: Person,
  role: v.exactOptional(v.picklist(['member', 'admin'])),
  /** Absent from a server that does not know of them. */
  preferences: v.exactOptional(Preferences),
  /** Present while a moderator has suspended the person's sending: they receive and read as ever. */
  suspended: v.exactOptional(v.literal(true)),
})
export type Me = v.InferOutput<typeof Me>

const tool = v.pipe(v.string(), v.regex(/^[a-z\d-]{1,40}$/, 'must be a tool id'))
const origin = v.pipe(
  v.string(),
  v.maxLength(300),
  v.regex(/^https?:\/\/[^/?#\s]+$/, 'must be an origin, e.g. https://git.corp.example'),
)

/** What the caller is called in a tool; not `confirmed` while only a colleague says so. */
export const MyHandle = v.object({
  id: v.string(),
  tool: v.string(),
  origin: v.string(),
  handle: v.string(),
  confirmed: v.boolean(),
})
export type MyHandle = v.InferOutput<typeof MyHandle>

/** Answer of `GET /api/v1/me/handles`. */
export const MyHandles = v.object({ handles: v.array(MyHandle) })
export type MyHandles = v.InferOutput<typeof MyHandles>

/** Body of `POST /api/v1/people/handles`: whom the caller picked for a handle that the server did not know. */
export const LearnedHandle = v.strictObject({ tool, origin, handle: line(NAME_MAX_LENGTH), person: PersonId })
export type LearnedHandle = v.InferOutput<typeof LearnedHandle>

/** Body of `POST /api/v1/people`: somebody who is not in the directory yet. */
export const PendingPerson = v.strictObject({ email: EmailAddress })
export type PendingPerson = v.InferOutput<typeof PendingPerson>

/** Its answer: the person to be thanked, new or known. */
export const PersonFound = v.object({ person: Person })
export type PersonFound = v.InferOutput<typeof PersonFound>

/** What `features` of `GET /api/v1/server` may list, beyond what the first version had. */
export const FEATURES = [
  'devices',
  'handles',
  'leaving',
  'thanks-by-email',
  /** Preferences: sharing, muting, snoozing, quiet hours, thanks in person. */
  'preferences',
  /** Warm words and lines back. */
  'answers',
  /** What colleagues agreed to share, and 'me too'. */
  'shared',
  'reports',
] as const
export type Feature = (typeof FEATURES)[number]

export const PeopleFound = v.object({ people: v.array(Person) })
export type PeopleFound = v.InferOutput<typeof PeopleFound>

export const MatchRequest = v.strictObject({
  tool,
  origin,
  people: v.pipe(v.array(PersonOnPage), v.maxLength(PEOPLE_ON_PAGE_MAX)),
})
export type MatchRequest = v.InferOutput<typeof MatchRequest>

/** How a person on a page was recognised: `email` and `handle` are certain, `name` is a suggestion only. */
export const Match = v.object({
  person: v.nullable(Person),
  by: v.nullable(v.picklist(['email', 'handle', 'name'])),
})
export type Match = v.InferOutput<typeof Match>

/** In the order asked, one for each. */
export const Matches = v.object({ matches: v.array(Match) })
export type Matches = v.InferOutput<typeof Matches>

export const ChangesQuery = v.strictObject({
  since: v.optional(v.pipe(v.string(), v.maxLength(200))),
  limit: v.optional(
    v.pipe(v.string(), v.regex(/^\d{1,3}$/), v.transform(Number), v.minValue(1), v.maxValue(200)),
  ),
  wait: v.optional(
    v.pipe(v.string(), v.regex(/^\d{1,2}$/), v.transform(Number), v.maxValue(LONG_POLL_MAX_SECONDS)),
  ),
})

/** Something that the caller sent or received, as it is now, or that it is gone. */
export const Change = v.variant('type', [
  v.object({ type: v.literal('recognition'), id: RecognitionId, recognition: Recognition }),
  v.object({
    type: v.literal('removed'),
    id: RecognitionId,
    /** For a recipient who had read it: whose it was, and when it was withdrawn. Nothing else is left of it. */
    withdrawn: v.exactOptional(v.object({ sender: Person, at: v.string() })),
    /** For whoever reported it, for whom it is hidden: what became of the report. */
    reported: v.exactOptional(v.object({ sender: Person, at: v.string(), review: Review })),
    /** For its sender, who withdrew it, once a moderator has read what a recipient reported. */
    review: v.exactOptional(Review),
  }),
])
export type Change = v.InferOutput<typeof Change>

/** `next` is the cursor to ask with next time, opaque to the client. */
export const Changes = v.object({ changes: v.array(Change), next: v.string(), hasMore: v.boolean() })
export type Changes = v.InferOutput<typeof Changes>

/** Query of `GET /api/v1/recognitions`: what colleagues agreed to share. */
export const SharedQuery = v.strictObject({
  /** A team that a recipient is in, by name. */
  team: v.optional(line(NAME_MAX_LENGTH)),
  value: v.optional(ValueId),
  after: v.optional(v.pipe(v.string(), v.maxLength(200))),
  limit: v.optional(
    v.pipe(v.string(), v.regex(/^\d{1,3}$/), v.transform(Number), v.minValue(1), v.maxValue(100)),
  ),
})

/** Its answer, newest first. `next` is the `after` of the next page; null at the end. No totals: nobody is counted. */
export const SharedPage = v.object({ recognitions: v.array(Recognition), next: v.nullable(v.string()) })
export type SharedPage = v.InferOutput<typeof SharedPage>

/** Body of `POST /api/v1/recognitions/{id}/reaction`: all of the answer as it is to be; both null takes it back. */
export const Reaction = v.strictObject({
  word: v.nullable(v.picklist(WARM_WORDS)),
  line: v.nullable(line(LINE_MAX_LENGTH)),
})
export type Reaction = v.InferOutput<typeof Reaction>

/** Body of `POST /api/v1/recognitions/{id}/me-too`. */
export const MeToo = v.strictObject({ meToo: v.boolean() })
export type MeToo = v.InferOutput<typeof MeToo>

/** Body of `POST /api/v1/recognitions/{id}/report`. */
export const ReportReason = v.strictObject({ reason: line(REASON_MAX_LENGTH) })
export type ReportReason = v.InferOutput<typeof ReportReason>

/** Body of `POST /api/v1/recognitions/{id}/publication`. */
export const PublicationChoice = v.strictObject({ publish: v.boolean() })
export type PublicationChoice = v.InferOutput<typeof PublicationChoice>

/** RFC 9457. */
export const ProblemDocument = v.object({
  type: v.string(),
  title: v.string(),
  status: v.number(),
  code: v.string(),
  detail: v.optional(v.string()),
  requestId: v.optional(v.string()),
  /** Of `enough_for_now`: when the same would be accepted. */
  retryAt: v.optional(v.string()),
})
export type ProblemDocument = v.InferOutput<typeof ProblemDocument>
