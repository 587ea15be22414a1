import type { PersonId, RecognitionId } from '../../../shared/recognition.ts'
import { fold, foldedWords } from '../folding.ts'
import type { Handle } from '../people-store.ts'
import type { StoredInvite, StoredPerson, StoredRecognition, StoredSession } from './file.ts'
import type { Draft, DraftTable, Tables } from './tables.ts'

export function emailKey(email: string): string {
  return email.trim().toLowerCase()
}

export function handleKey({ tool, origin, handle }: Handle): string {
  return [tool, origin.toLowerCase(), handle.toLowerCase()].join('\n')
}

/** What search looks through, folded once. */
export interface SearchText {
  words: readonly string[]
  whole: string
}

class SetIndex {
  readonly #sets = new Map<string, Set<string>>()

  get(key: string): ReadonlySet<string> {
    return this.#sets.get(key) ?? new Set()
  }

  add(key: string, value: string): void {
    this.#sets.set(key, (this.#sets.get(key) ?? new Set()).add(value))
  }

  remove(key: string, value: string): void {
    const values = this.#sets.get(key)
    values?.delete(value)
    if (values?.size === 0) this.#sets.delete(key)
  }
}

export function isPublished(recognition: StoredRecognition): boolean {
  return (
    recognition.content?.visibility === 'public' &&
    recognition.deliveredAt !== null &&
    recognition.parties.some(({ publication }) => publication === 'agreed')
  )
}

const isWaiting = (row: StoredRecognition) => row.content !== null && row.deliveredAt === null

/** Ways to rows that spare a walk through everything. Kept in step with the tables, a changed row at a time. */
export class Indexes {
  readonly personByEmail = new Map<string, PersonId>()
  readonly personByHandle = new Map<string, PersonId>()
  readonly peopleByName = new SetIndex()
  readonly searchTexts = new Map<PersonId, SearchText>()
  readonly sessionsOf = new SetIndex()
  readonly invitesOf = new SetIndex()
  /** Accepted, and not yet delivered. */
  readonly waiting = new Set<RecognitionId>()
  readonly published = new Set<RecognitionId>()
  /** Per person: at index p - 1 the bright spot whose row has position p, or nothing once that row moved on. */
  readonly feeds = new Map<PersonId, (RecognitionId | undefined)[]>()

  constructor(tables: Tables) {
    for (const person of tables.people.values()) this.#remember(person)
    for (const invite of tables.invites.values()) this.#invite(undefined, invite)
    for (const session of tables.sessions.values()) this.#session(undefined, session)
    for (const recognition of tables.recognitions.values()) this.#recognition(undefined, recognition)
  }

  /** Takes over what a draft changes in `before`. */
  update(before: Tables, { people, invites, sessions, recognitions }: Draft): void {
    this.#people(before, people)
    for (const [key, row] of invites.changed) this.#invite(before.invites.get(key), row)
    for (const [key, row] of sessions.changed) this.#session(before.sessions.get(key), row)
    for (const [key, row] of recognitions.changed) this.#recognition(before.recognitions.get(key), row)
  }

  /** All are forgotten before one is remembered: within a draft a handle may pass from one person to another. */
  #people(before: Tables, { changed }: DraftTable<StoredPerson>): void {
    for (const key of changed.keys()) this.#forget(before.people.get(key))
    for (const row of changed.values()) if (row) this.#remember(row)
  }

  #remember(after: StoredPerson): void {
    this.personByEmail.set(emailKey(after.email), after.id)
    for (const handle of after.handles) this.personByHandle.set(handleKey(handle), after.id)
    this.peopleByName.add(fold(after.name), after.id)
    const texts = [after.name, after.email, after.team ?? '']
    this.searchTexts.set(after.id, { words: foldedWords(...texts), whole: fold(texts.join(' ')) })
  }

  #forget(person: StoredPerson | undefined): void {
    if (!person) return
    this.personByEmail.delete(emailKey(person.email))
    for (const handle of person.handles) this.personByHandle.delete(handleKey(handle))
    this.peopleByName.remove(fold(person.name), person.id)
    this.searchTexts.delete(person.id)
  }

  #invite(before: StoredInvite | undefined, after: StoredInvite | undefined): void {
    if (before) this.invitesOf.remove(before.personId, before.codeHash)
    if (after) this.invitesOf.add(after.personId, after.codeHash)
  }

  #session(before: StoredSession | undefined, after: StoredSession | undefined): void {
    if (before) this.sessionsOf.remove(before.personId, before.tokenHash)
    if (after) this.sessionsOf.add(after.personId, after.tokenHash)
  }

  #recognition(before: StoredRecognition | undefined, after: StoredRecognition | undefined): void {
    for (const { personId, position } of before?.parties ?? []) this.#place(personId, position, undefined)
    if (!after) return
    for (const { personId, position } of after.parties) this.#place(personId, position, after.id)
    if (isWaiting(after)) this.waiting.add(after.id)
    else this.waiting.delete(after.id)
    if (isPublished(after)) this.published.add(after.id)
    else this.published.delete(after.id)
  }

  #place(personId: PersonId, position: number, id: RecognitionId | undefined): void {
    const feed = this.feeds.get(personId) ?? []
    feed[position - 1] = id
    this.feeds.set(personId, feed)
  }
}
