import { v7 as uuidv7 } from 'uuid'
import { expect } from 'vitest'
import type { Change, Changes } from '../../../shared/api.ts'
import type { Recognition, RecognitionId } from '../../../shared/recognition.ts'
import type { Deed, Model } from './model.ts'
import type { Seen, Words } from './spot.ts'
import { inOrder } from './model.ts'
import type { Caller, Luck, Network } from './network.ts'

/** Few enough that a feed has several pages. */
const PAGE = 2

interface Entry {
  words: Words
  state: 'waiting' | 'sent' | 'withdrawing'
}

/** `waitsToTell`: it was read here, and the feed does not say so yet. */
type Item = Seen & { waitsToTell: boolean }

/** What a device stands in: whose it is, how wrong its clock is, and whom it reaches. */
export interface Surroundings {
  name: string
  owner: Caller
  now: () => Date
  network: Network
  model: Model
}

/** A browser with the extension: its outbox, its inbox and its place in the feed outlive whatever happens to the server. */
export class Device {
  readonly name: string
  readonly owner: Caller
  readonly outbox = new Map<RecognitionId, Entry>()
  readonly inbox = new Map<RecognitionId, Item>()
  readonly acknowledged = new Set<RecognitionId>()
  protected readonly network: Network
  readonly #now: () => Date
  readonly #model: Model
  #cursor: string | null = null

  constructor({ name, owner, now, network, model }: Surroundings) {
    this.name = name
    this.owner = owner
    this.network = network
    this.#now = now
    this.#model = model
  }

  /** Received ones, as far as this device knows. */
  get received(): Item[] {
    return [...this.inbox.values()].filter(({ senderId }) => senderId !== this.owner.id)
  }

  get unread(): Item[] {
    return this.received.filter(({ readAt }) => readAt === null)
  }

  get sent(): Item[] {
    return [...this.inbox.values()].filter(({ senderId }) => senderId === this.owner.id)
  }

  /** What waits to be told to the server. */
  get isQuiet(): boolean {
    const isSettled = [...this.outbox.values()].every(({ state }) => state === 'sent')
    return isSettled && !this.received.some(({ waitsToTell }) => waitsToTell)
  }

  /** All that it shows. */
  view(): Seen[] {
    return inOrder([...this.inbox.values()].map(({ waitsToTell: _waitsToTell, ...seen }) => seen))
  }

  /** The id is made by this device's clock, right or wrong. */
  write(words: Words): RecognitionId {
    const id = uuidv7({ msecs: this.#now().getTime() })
    this.outbox.set(id, { words, state: 'waiting' })
    return id
  }

  /** Nobody knows whether the server has it, so the id stays until the server knows that it is withdrawn. */
  takeBack(id: RecognitionId): void {
    const entry = this.outbox.get(id)
    if (entry) this.outbox.set(id, { ...entry, state: 'withdrawing' })
  }

  markRead(id: RecognitionId): void {
    const item = this.inbox.get(id)
    if (item) this.inbox.set(id, { ...item, readAt: this.#now().toISOString(), waitsToTell: true })
  }

  /** Sends what waits, the oldest first, up to the first that gets no answer. */
  async flush(luck: Luck): Promise<void> {
    for (const [id, entry] of this.outbox)
      if (entry.state !== 'sent' && !(await this.sendEntry(id, entry, luck))) return
  }

  /** Tells what was read here, then reads the feed to its end, or until no answer comes. */
  async poll(luck: Luck): Promise<void> {
    const allTold = await this.#tellRead(luck)
    for (;;) {
      const query = new URLSearchParams({ limit: String(PAGE) })
      if (this.#cursor !== null) query.set('since', this.#cursor)
      const reply = await this.network.readPage(this.owner, query.toString(), luck)
      if (reply?.isLost && reply.kind === 'page') this.dieWith(reply.page)
      if (!reply || reply.isLost) return
      if (reply.kind === 'page') this.#keepPage(reply.page)
      else if (!this.#startOver(allTold)) return
      if (reply.kind === 'page' && !reply.page.hasMore) return
    }
  }

  /** @returns whether an answer came. */
  protected async sendEntry(id: RecognitionId, { state, words }: Entry, luck: Luck): Promise<boolean> {
    const deed: Deed = state === 'withdrawing' ? { kind: 'withdraw', id } : { kind: 'send', id, words }
    const status = await this.network.tell(this.owner, deed, luck)
    if (status === null) return false
    this.settle(id, words, status)
    return true
  }

  protected settle(id: RecognitionId, words: Words, status: number): void {
    expect([200, 201, 204, 410], 'what an outbox is answered').toContain(status)
    if (status > 201) return void this.outbox.delete(id)
    this.outbox.set(id, { words, state: 'sent' })
    this.acknowledged.add(id)
  }

  /** The end came before the page was stored: as the page and its cursor go down together, nothing is left of either. */
  protected dieWith(_page: Changes): void {}

  protected goOnFrom(cursor: string | null): void {
    this.#cursor = cursor
  }

  async #tellRead(luck: Luck): Promise<boolean> {
    for (const { id, waitsToTell } of this.received) {
      if (!waitsToTell) continue
      const status = await this.network.tell(this.owner, { kind: 'read', id }, luck)
      if (status === null) return false
      const item = this.inbox.get(id)
      // What is gone there needs no telling. Of the rest the feed says that it is known.
      if (item && status !== 204) this.inbox.set(id, { ...item, waitsToTell: false })
    }
    return true
  }

  #keepPage({ changes, next }: Changes): void {
    for (const change of changes) this.#keepChange(change)
    this.goOnFrom(next)
  }

  #keepChange(change: Change): void {
    if (change.type === 'removed') return void this.inbox.delete(change.id)
    const seen = seenFrom(change.recognition)
    expect(this.#model.wasShown(seen.id, this.owner.id), 'what is in a feed was delivered').toBe(true)
    const known = this.inbox.get(seen.id)
    const isReadHereOnly = known?.waitsToTell === true && seen.readAt === null
    const here = isReadHereOnly ? { readAt: known.readAt, waitsToTell: true } : { waitsToTell: false }
    this.inbox.set(seen.id, { ...seen, ...here })
  }

  /** What was read here would be forgotten with the rest, so it is told first. */
  #startOver(allTold: boolean): boolean {
    expect(this.#cursor, 'only a cursor can expire').not.toBeNull()
    if (!allTold) return false
    this.inbox.clear()
    this.goOnFrom(null)
    return true
  }
}

export function seenFrom({
  sender,
  recipients,
  values: _values,
  context: _context,
  answers = [],
  meToo = [],
  ...rest
}: Recognition): Seen {
  return {
    ...rest,
    senderId: sender.id,
    recipients: recipients.map(({ id }) => id),
    answers: answers.map(({ person, line }) => [person.id, line ?? '']),
    meToo: meToo.map(({ id }) => id),
  }
}
