import { RECIPIENTS_MAX, VALUES_MAX } from '../../shared/limits.ts'
import { createDraft } from '../drafts.ts'
import type { Account, Draft, Opening } from '../stored.ts'

/** What a window opens with while its page is being read: a place of its own, so that words written there meet no others. */
export function openAhead(owner: Account): Opening {
  const draft = createDraft(owner, null)
  const key = `${draft.key} ${draft.id}`
  return { draft: { ...draft, key }, resumed: false, linked: null, seen: null, site: null }
}

/** What was written ahead of its page, after what was written about that page before. */
export function continued(there: Draft, ahead: Draft): Draft {
  const added = ahead.recipients.filter((person) => !there.recipients.some(({ id }) => id === person.id))
  return {
    ...there,
    writer: ahead.writer,
    recipients: [...there.recipients, ...added].slice(0, RECIPIENTS_MAX),
    message: joined(there.message, ahead.message),
    values: [...new Set([...there.values, ...ahead.values])].slice(0, VALUES_MAX),
    visibility: ahead.visibility === 'public' ? 'public' : there.visibility,
  }
}

/** A paragraph of their own, unless they go on in the middle of a sentence. */
function joined(before: string, after: string): string {
  const isApart = before === '' || after === '' || /\s$/.test(before) || /^\s/.test(after)
  return isApart ? before + after : `${before}\n\n${after}`
}

/** Whether the same people would read the same, the page aside. */
export function isSameToRead(one: Draft, other: Draft): boolean {
  const read = ({ recipients, message, values, visibility }: Draft) =>
    JSON.stringify([recipients.map(({ id }) => id), message, values, visibility])
  return read(one) === read(other)
}
