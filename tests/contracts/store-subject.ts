import { v7 as uuidv7 } from 'uuid'
import type { Change } from '../../shared/api.ts'
import type { NewRecognition, PersonId, RecognitionId } from '../../shared/recognition.ts'
import type { NewSession } from '../../server/stores/access-store.ts'
import type { NewPerson, PersonRecord } from '../../server/stores/people-store.ts'
import type { Acceptance, FeedCursor } from '../../server/stores/recognition-store.ts'
import type { Store } from '../../server/stores/store.ts'

export const SENT_AT = '2026-11-02T09:00:00.000Z'
export const DUE_AT = '2026-11-02T09:00:10.000Z'
export const LATER = '2026-11-02T10:00:00.000Z'

export interface OpenedStore {
  store: Store
  /** Closes it and opens what it left behind. */
  reopen(): Promise<Store>
  /** Closes it and removes what it left behind. */
  remove(): Promise<void>
}

export function profile(name: string) {
  const capital = name.slice(0, 1).toUpperCase() + name.slice(1)
  return { name: capital, email: `${name}@corp.example`, team: null, role: 'member' as const, handles: [] }
}

/** A browser that signs in at DUE_AT with an invite, unless `changes` say otherwise. */
export function newSession(tokenHash: string, changes: Partial<NewSession> = {}): NewSession {
  return { id: uuidv7(), tokenHash, device: 'Firefox', grant: 'invite', createdAt: DUE_AT, ...changes }
}

/** A store under test, with Ada, Ben, Cleo and Dan in it. */
export class StoreSubject {
  #opened: OpenedStore | undefined
  #store: Store | undefined
  readonly #ids = new Map<string, PersonId>()

  get store(): Store {
    if (!this.#store) throw new Error('The store is not open')
    return this.#store
  }

  async open(open: () => Promise<OpenedStore>): Promise<void> {
    this.#opened = await open()
    this.#store = this.#opened.store
    for (const name of ['ada', 'ben', 'cleo', 'dan']) await this.add(name)
  }

  async reopen(): Promise<void> {
    this.#store = await this.#opened?.reopen()
  }

  async remove(): Promise<void> {
    await this.#opened?.remove()
  }

  id(name: string): PersonId {
    const id = this.#ids.get(name)
    if (id === undefined) throw new Error(`Nobody is called ${name}`)
    return id
  }

  async person(name: string): Promise<PersonRecord> {
    const person = await this.store.people.find(this.id(name))
    if (!person) throw new Error(`${name} is gone`)
    return person
  }

  /** Adds somebody, who can be named as the others can. */
  async add(name: string, changes: Partial<NewPerson> = {}): Promise<PersonId> {
    const outcome = await this.store.people.create({ ...profile(name), ...changes }, SENT_AT)
    if (outcome.kind !== 'stored') throw new Error(outcome.kind)
    this.#ids.set(name, outcome.person.id)
    return outcome.person.id
  }

  /** From Ada to Ben, sent at SENT_AT and due at DUE_AT, unless `changes` say otherwise. */
  acceptance(changes: Partial<NewRecognition> = {}): Acceptance {
    const recognition: NewRecognition = {
      id: uuidv7(),
      recipients: [this.id('ben')],
      message: 'Your runbook saved my night',
      values: ['fast'],
      visibility: 'public',
      context: null,
      ...changes,
    }
    return { recognition, senderId: this.id('ada'), sentAt: SENT_AT, deliverAt: DUE_AT, limits: null }
  }

  async accept(changes: Partial<NewRecognition> = {}): Promise<Acceptance> {
    const acceptance = this.acceptance(changes)
    await this.store.recognitions.accept(acceptance)
    return acceptance
  }

  /** From Ada, delivered. @returns its id. */
  async deliver(changes: Partial<NewRecognition> = {}): Promise<RecognitionId> {
    const { recognition } = await this.accept(changes)
    await this.store.recognitions.deliverDue(DUE_AT)
    return recognition.id
  }

  /** Delivered, public, and agreed to by its recipients. @returns its id. */
  async publish(changes: Partial<NewRecognition> = {}): Promise<RecognitionId> {
    const id = await this.deliver(changes)
    for (const personId of changes.recipients ?? [this.id('ben')])
      await this.store.recognitions.amend(id, personId, { publication: 'agreed' })
    return id
  }

  /** As it is in somebody's feed now. */
  async inFeed(name: string, id: RecognitionId): Promise<Change | undefined> {
    return (await this.feed(name)).changes.find((change) => change.id === id)
  }

  async feed(name: string, since: FeedCursor | null = null, limit = 100) {
    const page = await this.store.recognitions.changes(this.id(name), since, limit)
    if (page.kind !== 'page') throw new Error(page.kind)
    return page
  }

  async idsOf(name: string, since: FeedCursor | null = null): Promise<string[]> {
    return (await this.feed(name, since)).changes.map((change) => change.id)
  }
}
