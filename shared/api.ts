import * as v from 'valibot'
import { LONG_POLL_MAX_SECONDS, NAME_MAX_LENGTH, PEOPLE_ON_PAGE_MAX } from './limits.ts'
import { CompanyValue, Person, PersonOnPage, Recognition, RecognitionId } from './recognition.ts'

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

export const InviteGrant = v.strictObject({
  grant: v.literal('invite'),
  code: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  /** What the person calls this browser, e.g. 'Chrome on Linux'. */
  device: v.pipe(v.string(), v.minLength(1), v.maxLength(NAME_MAX_LENGTH)),
})
export type InviteGrant = v.InferOutput<typeof InviteGrant>

export const NewSession = v.object({ token: v.string(), person: Person })
export type NewSession = v.InferOutput<typeof NewSession>

export const Me = v.object({ person: Person })
export type Me = v.InferOutput<typeof Me>

export const PeopleFound = v.object({ people: v.array(Person) })
export type PeopleFound = v.InferOutput<typeof PeopleFound>

export const MatchRequest = v.strictObject({
  tool: v.pipe(v.string(), v.regex(/^[a-z\d-]{1,40}$/, 'must be a tool id')),
  origin: v.pipe(v.string(), v.maxLength(300), v.regex(/^https?:\/\/[^/?#]+$/, 'must be an origin')),
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
  v.object({ type: v.literal('removed'), id: RecognitionId }),
])
export type Change = v.InferOutput<typeof Change>

/** `next` is the cursor to ask with next time, opaque to the client. */
export const Changes = v.object({ changes: v.array(Change), next: v.string(), hasMore: v.boolean() })
export type Changes = v.InferOutput<typeof Changes>

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
})
export type ProblemDocument = v.InferOutput<typeof ProblemDocument>
