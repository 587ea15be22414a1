import { v7 as uuidv7 } from 'uuid'
import type { Person, RecognitionContent, WorkItem } from '../shared/recognition.ts'
import { accountKey, announce, openStorage } from './storage.ts'
import type { Account, Draft, OutboxEntry } from './stored.ts'

/** The key of the draft that is about no work item. */
export const BLANK_KEY = 'blank'

/** One draft for each work item. Where no tool tells items apart, two pages of one address may still be two things. */
function draftKey({ tool, url, title }: WorkItem): string {
  return tool === 'generic' ? `${url} ${title}` : url
}

/** A fresh draft, in memory: it is stored with the first word, and with nothing else of a session than whose it is. */
export function createDraft({ server, person }: Account, context: WorkItem | null): Draft {
  const owner = { server, person }
  return {
    account: accountKey(owner),
    owner,
    key: context ? draftKey(context) : BLANK_KEY,
    id: uuidv7(),
    recipients: [],
    message: '',
    values: [],
    visibility: 'private',
    context,
    updatedAt: Date.now(),
    writer: '',
  }
}

/**
 * Where a window's draft belongs: under its work item, or beside it when another window has written there since this one opened.
 * Neither ever overwrites the other.
 */
export function placeOf(draft: Draft, there: Draft | undefined, openedAt: number): string {
  const isTaken = there !== undefined && there.writer !== draft.writer && there.updatedAt > openedAt
  return isTaken ? `${draft.key} ${draft.writer}` : draft.key
}

/** Whether it holds anything that a person would miss. */
export function isWritten(draft: Draft): boolean {
  return draft.message.trim() !== '' || draft.recipients.length > 0 || draft.values.length > 0
}

export async function findDraft(account: string, key: string): Promise<Draft | undefined> {
  return (await openStorage()).get('drafts', [account, key])
}

/** All drafts in this browser, newest first, those of other accounts too. */
export async function listDrafts(): Promise<Draft[]> {
  const drafts = await (await openStorage()).getAll('drafts')
  return drafts.toSorted((a, b) => b.updatedAt - a.updatedAt)
}

/**
 * Stores a draft as it stands. Called on every keystroke and committed at once: the popup may be gone with the next event.
 * An empty draft is removed instead.
 * @param openedAt when its window read what was stored before, in ms: now, when it just did
 */
export async function keepDraft(draft: Draft, openedAt = Date.now()): Promise<void> {
  // Of the change, not of its turn in the database: a rescued note is newer or older by this.
  const updatedAt = Date.now()
  const transaction = (await openStorage()).transaction('drafts', 'readwrite')
  const there = await transaction.store.get([draft.account, draft.key])
  const key = placeOf(draft, there, openedAt)
  const done = isWritten(draft)
    ? transaction.store.put({ ...draft, key, updatedAt })
    : transaction.store.delete([draft.account, key])
  transaction.commit()
  await done
  announce('drafts')
}

export async function discardDraft(draft: Pick<Draft, 'account' | 'key'>): Promise<void> {
  await (await openStorage()).delete('drafts', [draft.account, draft.key])
  announce('drafts')
}

/** Line ends as the server wants them, and no control characters that somebody pasted by accident. */
function plainMessage(text: string): string {
  // oxlint-disable-next-line no-control-regex -- naming the control characters is the point
  const visible = text.replaceAll(/\r\n?/g, '\n').replaceAll(/[\0-\x08\x0b-\x1f\x7f]/g, '')
  return visible.toWellFormed().trim()
}

/** The outbox entry that a finished draft becomes. It keeps the draft's id. */
export function createEntry(draft: Draft): OutboxEntry {
  return {
    id: draft.id,
    account: draft.account,
    owner: draft.owner,
    draftKey: draft.key,
    recognition: {
      id: draft.id,
      recipients: draft.recipients.map((person) => person.id),
      message: plainMessage(draft.message),
      values: draft.values,
      visibility: draft.visibility,
      context: draft.context,
    },
    recipients: draft.recipients,
    state: 'waiting',
    queuedAt: Date.now(),
    attempts: 0,
    retryAt: 0,
    fault: null,
    undoUntil: null,
  }
}

/**
 * Moves a draft to the outbox in one transaction: from here on it is sent once, whatever happens to this window. A second window
 * that sends the same finds its id in use and changes nothing; what differs, if only in whom it is for, gets an id of its own.
 */
export async function queueDraft(draft: Draft, openedAt = Date.now()): Promise<OutboxEntry> {
  const entry = createEntry(draft)
  const stores = ['drafts', 'outbox', 'inbox', 'people'] as const
  const transaction = (await openStorage()).transaction(stores, 'readwrite')
  const outbox = transaction.objectStore('outbox')
  const [waiting, sent] = [await outbox.get(entry.id), await transaction.objectStore('inbox').get(entry.id)]
  const there = waiting?.recognition ?? sent
  const isSame = there !== undefined && saysTheSame(entry.recognition, there)
  const queued = there ? withFreshId(entry) : entry
  if (!isSame) await outbox.add(queued)
  const drafts = transaction.objectStore('drafts')
  const stored = await drafts.get([draft.account, draft.key])
  await drafts.delete([draft.account, placeOf(draft, stored, openedAt)])
  for (const { seenAs: _page, ...person } of draft.recipients)
    await transaction
      .objectStore('people')
      .put({ account: draft.account, id: person.id, person, usedAt: Date.now() })
  await transaction.done
  announce('outbox')
  announce('drafts')
  return isSame ? (waiting ?? { ...entry, state: 'sent' }) : queued
}

/** What is said, to whom and about what; the server names people where a draft has their ids. */
type Content = Omit<RecognitionContent, 'recipients'> & { recipients: (string | Person)[] }

/** Whether two are one and the same for everybody who reads them. */
export function saysTheSame(one: Content, other: Content): boolean {
  const [mine, theirs] = [one, other].map(({ recipients, message, values, visibility, context }) =>
    JSON.stringify([
      recipients.map((person) => (typeof person === 'string' ? person : person.id)).toSorted(),
      [message, values.toSorted(), visibility],
      context && [context.tool, context.kind, context.key, context.title, context.url],
    ]),
  )
  return mine === theirs
}

function withFreshId(entry: OutboxEntry): OutboxEntry {
  const id = uuidv7()
  return { ...entry, id, recognition: { ...entry.recognition, id } }
}

/** A draft with the text of an entry, under a fresh id. It never takes the place of words written since. */
export function draftFromEntry(entry: OutboxEntry, there: Draft | undefined): Draft {
  const { recipients, recognition, draftKey: key } = entry
  const fresh = createDraft(entry.owner, recognition.context)
  return {
    ...fresh,
    key: there && isWritten(there) ? `${key} ${fresh.id}` : key,
    recipients,
    message: recognition.message,
    values: recognition.values,
    visibility: recognition.visibility,
  }
}

/** People thanked lately from this account, the latest first; they are found offline too. */
export async function recentPeople(account: string): Promise<Person[]> {
  const rows = await (await openStorage()).getAll('people', IDBKeyRange.bound([account], [account, []]))
  return rows.toSorted((a, b) => b.usedAt - a.usedAt).map((row) => row.person)
}
