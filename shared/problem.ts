interface ProblemRow {
  /** HTTP status. */
  status: number
  /** Whether the same request may succeed later without a change by the person. */
  retry: boolean
  /** The wire's English. What people read comes from `_locales`, by code. */
  title: string
}

/** Every refusal of the server. The outbox takes retry-or-give-up from here, the server its status. */
export const PROBLEMS = {
  invalid_request: { status: 400, retry: false, title: 'The request is not valid' },
  /** The extension is updated by its browser or its admin, not by the sender: what waits is kept until then. */
  client_too_old: { status: 400, retry: true, title: 'This version of the extension is no longer served' },
  signed_out: { status: 401, retry: false, title: 'No valid token: sign in again' },
  invite_unknown: { status: 401, retry: false, title: 'This invite code is not known' },
  invite_used: { status: 401, retry: false, title: 'This invite code was used already: ask for a new one' },
  invite_expired: { status: 401, retry: false, title: 'This invite code has expired: ask for a new one' },
  code_wrong: { status: 401, retry: false, title: 'That is not the code' },
  code_expired: { status: 401, retry: false, title: 'This sign-in has expired: begin again' },
  forbidden: { status: 403, retry: false, title: 'This token may not do that' },
  sending_suspended: { status: 403, retry: false, title: 'A moderator has suspended your sending' },
  not_found: { status: 404, retry: false, title: 'There is nothing here' },
  conflict: { status: 409, retry: false, title: 'Something with these details exists already' },
  withdrawn: { status: 410, retry: false, title: 'This bright spot was withdrawn' },
  cursor_expired: { status: 410, retry: false, title: 'The cursor has expired: start without one' },
  too_large: { status: 413, retry: false, title: 'The request is too large' },
  unsupported_media_type: { status: 415, retry: false, title: 'The content type is not accepted' },
  id_taken: { status: 422, retry: false, title: 'This id belongs to another bright spot' },
  self_recipient: { status: 422, retry: false, title: 'A bright spot goes to somebody else' },
  unknown_recipient: { status: 422, retry: false, title: 'A recipient is not known here' },
  domain_not_allowed: {
    status: 422,
    retry: false,
    title: 'Nobody with an address there can be thanked from here',
  },
  prefers_in_person: { status: 422, retry: false, title: 'A recipient prefers thanks in person' },
  unknown_value: { status: 422, retry: false, title: 'A value is not on the list of this server' },
  too_many_requests: { status: 429, retry: true, title: 'Too many requests: wait a moment' },
  /** Limits that fit people, as `limit` says; unlike `too_many_requests` nothing is sent again by itself. */
  enough_for_now: { status: 429, retry: false, title: 'That is enough for now: send the rest later' },
  internal: { status: 500, retry: true, title: 'The server made a mistake' },
  not_ready: { status: 503, retry: true, title: 'The server cannot store anything at the moment' },
  disk_full: { status: 503, retry: true, title: 'The disk of the server is full' },
} as const satisfies Record<string, ProblemRow>

export type ProblemCode = keyof typeof PROBLEMS

export function isProblemCode(code: unknown): code is ProblemCode {
  return typeof code === 'string' && Object.hasOwn(PROBLEMS, code)
}

/** A refusal that has a code. `detail` says what to do next, in English, and never repeats what a person wrote. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly detail: string | undefined

  constructor(code: ProblemCode, detail?: string, options?: ErrorOptions) {
    super(detail ?? PROBLEMS[code].title, options)
    this.name = 'Problem'
    this.code = code
    this.detail = detail
  }

  get status(): number {
    return PROBLEMS[this.code].status
  }
}
