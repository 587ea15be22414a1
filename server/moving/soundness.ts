import type { FeedRow, InviteRow, PersonRow, RecognitionRow, SessionRow, StoreRow } from '../stores/rows.ts'
import { Counts, countRow, NOTHING } from './counts.ts'
import { faultsOf } from './recognition-faults.ts'

const FAULTS_SHOWN = 20

/** What was found wrong: the first of it in words, and how many there were. */
export interface Faults {
  shown: readonly string[]
  count: number
}

/** One bit for each position of a feed. */
class Positions {
  readonly end: number
  readonly #taken: Uint8Array

  constructor(end: number) {
    this.end = end
    this.#taken = new Uint8Array(Math.ceil((end + 1) / 8))
  }

  /** @returns false when it was taken before. */
  take(position: number): boolean {
    const [byte, bit] = [position >> 3, 1 << (position & 7)]
    const isFree = ((this.#taken[byte] ?? 0) & bit) === 0
    this.#taken[byte] = (this.#taken[byte] ?? 0) | bit
    return isFree
  }
}

/** Things of which there may be one only, by what they are called. */
class Names {
  readonly #seen = new Set<string>()

  has(name: string): boolean {
    return this.#seen.has(name)
  }

  /** @returns false when it was there before. */
  add(name: string): boolean {
    const isNew = !this.#seen.has(name)
    this.#seen.add(name)
    return isNew
  }
}

/**
 * What must hold in every store, whatever keeps it, found out row by row in the order in which `Store.rows` gives them. It
 * remembers people, sessions and invites, but of bright spots a bit for each: there may be millions.
 */
export class Soundness {
  readonly counts: Counts = { ...NOTHING }
  readonly #shown: string[] = []
  #faults = 0
  readonly #people = new Names()
  readonly #emails = new Names()
  readonly #handles = new Names()
  readonly #secrets = new Names()
  readonly #feeds = new Map<string, Positions>()
  #lastRecognitionId = ''

  get faults(): Faults {
    return { shown: this.#shown, count: this.#faults }
  }

  add(row: StoreRow): void {
    countRow(this.counts, row)
    if ('settings' in row) this.#expect(this.counts.settings === 1, 'The settings are there twice')
    else if ('person' in row) this.#addPerson(row.person)
    else if ('feed' in row) this.#addFeed(row.feed)
    else if ('invite' in row) this.#addSecret('An invitation', row.invite, row.invite.codeHash)
    else if ('session' in row) this.#addSecret('A session', row.session, row.session.tokenHash)
    else this.#addRecognition(row.recognition)
  }

  #expect(holds: boolean, fault: string): void {
    if (holds) return
    this.#faults += 1
    if (this.#faults <= FAULTS_SHOWN) this.#shown.push(fault)
  }

  #addPerson({ id, email, handles }: PersonRow): void {
    const who = `The person ${id}`
    this.#expect(this.#people.add(id), `${who} is there twice`)
    this.#expect(this.#emails.add(email.trim().toLowerCase()), `${who} has the e-mail address of another one`)
    for (const { tool, origin, handle } of handles)
      this.#expect(
        this.#handles.add(JSON.stringify([tool, origin, handle]).toLowerCase()),
        `${who} has a handle that is there twice`,
      )
  }

  #addFeed({ personId, position }: FeedRow): void {
    const feed = `The feed of the person ${personId}`
    this.#expect(this.#people.has(personId), `${feed} belongs to nobody`)
    this.#expect(!this.#feeds.has(personId), `${feed} is there twice`)
    this.#feeds.set(personId, new Positions(position))
  }

  /** Named by its person: even the hash of a secret is nobody's to read. */
  #addSecret(what: string, { personId }: InviteRow | SessionRow, hash: string): void {
    const whose = `${what} of the person ${personId}`
    this.#expect(this.#people.has(personId), `${whose} belongs to nobody`)
    this.#expect(this.#secrets.add(`${what} ${hash}`), `${whose} is there twice`)
  }

  #addRecognition(row: RecognitionRow): void {
    const which = `The bright spot ${row.id}`
    this.#expect(row.id !== this.#lastRecognitionId, `${which} is there twice`)
    this.#expect(row.id >= this.#lastRecognitionId, `${which} is out of order`)
    this.#lastRecognitionId = row.id
    for (const fault of faultsOf(row)) this.#expect(false, `${which} ${fault}`)
    for (const id of new Set([row.senderId, ...(row.content?.recipients ?? [])]))
      this.#expect(this.#people.has(id), `${which} names the person ${id}, who is not there`)
    for (const { personId, position } of row.parties) this.#addPosition(which, personId, position)
  }

  #addPosition(which: string, personId: string, position: number): void {
    const place = `${which} has the position ${position} in the feed of the person ${personId}`
    const feed = this.#feeds.get(personId)
    const isInside = feed !== undefined && position <= feed.end
    this.#expect(isInside, `${place}, which does not go that far`)
    if (isInside) this.#expect(feed.take(position), `${place}, and so has another one`)
  }
}
