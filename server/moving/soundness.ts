import type {
  AdminTokenRow,
  AuditRow,
  FeedRow,
  InviteRow,
  RecognitionRow,
  SessionRow,
  StoreRow,
} from '../stores/rows.ts'
import type { Counts } from './counts.ts'
import { countRow, NOTHING } from './counts.ts'
import { Names } from './names.ts'
import { PeopleSoundness } from './people-soundness.ts'
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

/**
 * What must hold in every store, whatever keeps it, found out row by row in the order in which `Store.rows` gives them. It
 * remembers people, tokens, sessions and invites, but of bright spots a bit for each: there may be millions.
 */
export class Soundness {
  readonly counts: Counts = { ...NOTHING }
  readonly #shown: string[] = []
  #faults = 0
  readonly #people = new PeopleSoundness((holds, fault) => this.#expect(holds, fault))
  readonly #secrets = new Names()
  readonly #feeds = new Map<string, Positions>()
  #lastEntryId = ''
  #lastRecognitionId = ''

  /** Once all rows came. */
  get faults(): Faults {
    const late = this.#people.faultsOfManagers
    return { shown: [...this.#shown, ...late].slice(0, FAULTS_SHOWN), count: this.#faults + late.length }
  }

  add(row: StoreRow): void {
    countRow(this.counts, row)
    if ('settings' in row) this.#expect(this.counts.settings === 1, 'The settings are there twice')
    else if ('person' in row) this.#people.addPerson(row.person)
    else if ('identity' in row) this.#people.addIdentity(row.identity)
    else if ('claim' in row) this.#people.addClaim(row.claim)
    else if ('adminToken' in row) this.#addToken(row.adminToken)
    else if ('audit' in row) this.#addEntry(row.audit)
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

  #addToken({ id, tokenHash }: AdminTokenRow): void {
    const isNew = [this.#secrets.add(`token ${id}`), this.#secrets.add(`token hash ${tokenHash}`)]
    this.#expect(!isNew.includes(false), `The admin token ${id} is there twice`)
  }

  #addEntry({ id }: AuditRow): void {
    const which = `The entry ${id} of the audit log`
    this.#expect(id !== this.#lastEntryId, `${which} is there twice`)
    this.#expect(id >= this.#lastEntryId, `${which} is out of order`)
    this.#lastEntryId = id
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
