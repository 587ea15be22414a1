/** Limits that both sides keep. No schema library here, so that the popup can import them for nothing. */
export const MESSAGE_MAX_LENGTH = 2000
export const RECIPIENTS_MAX = 20
export const VALUES_MAX = 8
/** At most this many people are read from one page and offered. */
export const PEOPLE_ON_PAGE_MAX = 8
export const TITLE_MAX_LENGTH = 300
export const KEY_MAX_LENGTH = 300
export const URL_MAX_LENGTH = 2000
export const NAME_MAX_LENGTH = 200
/** What a recipient answers. */
export const LINE_MAX_LENGTH = 280
/** What a recipient may answer with one click. */
export const WARM_WORDS = ['made-my-day', 'glad-it-helped', 'team-effort', 'thank-you'] as const
/** Why somebody reports something. */
export const REASON_MAX_LENGTH = 500
/** So many senders one person can mute. */
export const MUTED_MAX = 200
/** Longest time in seconds that `GET /api/v1/changes` may hold an answer back. */
export const LONG_POLL_MAX_SECONDS = 25

/** Length of a text as people count it: code points, so that an emoji is not two letters. */
export function textLength(text: string): number {
  return Array.from(text).length
}
