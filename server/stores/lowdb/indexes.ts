import type { PersonId, RecognitionId } from '../../../shared/recognition.ts'
import { emailKey, fold, foldedWords, handleKey, identityKey, userNameKey } from '../folding.ts'
import type {
  ClaimRow,
  IdentityRow,
  InviteRow,
  Moderation,
  PersonRow,
  RecognitionRow,
  SessionRow,
} from '../rows.ts'
import { OrderedIndex, TimeIndex } from './ordered-index.ts'
import { isPublished } from '../views.ts'
import { SentLately } from './sent-lately.ts'
import { SetIndex } from './set-index.ts'
import type { Changes, Tables } from './tables.ts'

/** What search looks through, folded once. */
export interface SearchText {
  words: readonly string[]
  whole: string
}

/** When a case was opened, or decided. */
export function caseTime({ decidedAt, reports }: Moderation): string {
  return decidedAt ?? reports[0]?.at ?? ''
}

const isWaiting = (row: RecognitionRow) => row.content !== null && row.deliveredAt === null

/** Ways to rows that spare a walk through everything. Kept in step with the tables, a changed row at a time. */
export class Indexes {
  readonly personByEmail = new Map<string, PersonId>()
  readonly personByHandle = new Map<string, PersonId>()
  readonly personByUserName = new Map<string, PersonId>()
  readonly peopleByName = new SetIndex()
  readonly searchTexts = new Map<PersonId, SearchText>()
  readonly identitiesOf = new SetIndex()
  /** Refused claims too. */
  readonly claimsOfHandle = new SetIndex()
  readonly claimsAbout = new SetIndex()
  /** Entries of the audit log in the order in which they were made. */
  readonly audit = new OrderedIndex()
  readonly sessionsOf = new SetIndex()
  readonly invitesOf = new SetIndex()
  /** Accepted, and not yet delivered; by the time that each is due. */
  readonly waiting = new TimeIndex()
  /** By the time of their delivery. */
  readonly published = new TimeIndex()
  /** What somebody reported: by the first report until it is decided, by the decision then. */
  readonly openCases = new TimeIndex()
  readonly decidedCases = new TimeIndex()
  readonly sentLately = new SentLately()
  /** Per person: at index p - 1 the bright spot whose row has position p, or nothing once that row moved on. */
  readonly feeds = new Map<PersonId, (RecognitionId | undefined)[]>()

  constructor(tables: Tables) {
    for (const person of tables.people.values()) this.#addPerson(person)
    for (const identity of tables.identities.values()) this.#addIdentity(identity)
    for (const claim of tables.claims.values()) this.#addClaim(claim)
    for (const { id } of tables.audit.values()) this.audit.add(id)
    for (const invite of tables.invites.values()) this.#addInvite(invite)
    for (const session of tables.sessions.values()) this.#addSession(session)
    for (const recognition of tables.recognitions.values()) this.#addRecognition(recognition)
  }

  /** Before the tables take changes over. All goes before anything is remembered: a handle may pass from one person to another. */
  forget(tables: Tables, { put, removed }: Changes): void {
    for (const { id } of put.people ?? []) this.#dropPerson(tables.people.get(id))
    for (const key of removed.identities ?? []) this.#dropIdentity(tables.identities.get(key))
    for (const { id } of put.claims ?? []) this.#dropClaim(tables.claims.get(id))
    for (const id of removed.claims ?? []) this.#dropClaim(tables.claims.get(id))
    for (const id of removed.audit ?? []) this.audit.remove(id)
    for (const { codeHash } of put.invites ?? []) this.#dropInvite(tables.invites.get(codeHash))
    for (const codeHash of removed.invites ?? []) this.#dropInvite(tables.invites.get(codeHash))
    for (const { tokenHash } of put.sessions ?? []) this.#dropSession(tables.sessions.get(tokenHash))
    for (const tokenHash of removed.sessions ?? []) this.#dropSession(tables.sessions.get(tokenHash))
    for (const { id } of put.recognitions ?? []) this.#dropRecognition(tables.recognitions.get(id))
  }

  /** After the tables took them over. */
  remember({ put }: Changes): void {
    for (const person of put.people ?? []) this.#addPerson(person)
    for (const identity of put.identities ?? []) this.#addIdentity(identity)
    for (const claim of put.claims ?? []) this.#addClaim(claim)
    for (const { id } of put.audit ?? []) this.audit.add(id)
    for (const invite of put.invites ?? []) this.#addInvite(invite)
    for (const session of put.sessions ?? []) this.#addSession(session)
    for (const recognition of put.recognitions ?? []) this.#addRecognition(recognition)
  }

  /** Whoever was erased holds nothing, and is found by nothing but the id. */
  #addPerson(person: PersonRow): void {
    if (person.erasedAt !== null) return
    if (person.userName !== null) this.personByUserName.set(userNameKey(person.userName), person.id)
    this.personByEmail.set(emailKey(person.email), person.id)
    for (const handle of person.handles) this.personByHandle.set(handleKey(handle), person.id)
    this.peopleByName.add(fold(person.name), person.id)
    const texts = [person.name, person.email, person.team ?? '']
    this.searchTexts.set(person.id, { words: foldedWords(...texts), whole: fold(texts.join(' ')) })
  }

  #dropPerson(person: PersonRow | undefined): void {
    if (!person || person.erasedAt !== null) return
    if (person.userName !== null) this.personByUserName.delete(userNameKey(person.userName))
    this.personByEmail.delete(emailKey(person.email))
    for (const handle of person.handles) this.personByHandle.delete(handleKey(handle))
    this.peopleByName.remove(fold(person.name), person.id)
    this.searchTexts.delete(person.id)
  }

  #addIdentity(identity: IdentityRow): void {
    this.identitiesOf.add(identity.personId, identityKey(identity))
  }

  #dropIdentity(identity: IdentityRow | undefined): void {
    if (identity) this.identitiesOf.remove(identity.personId, identityKey(identity))
  }

  #addClaim({ id, handle, personId }: ClaimRow): void {
    this.claimsOfHandle.add(handleKey(handle), id)
    this.claimsAbout.add(personId, id)
  }

  #dropClaim(claim: ClaimRow | undefined): void {
    if (!claim) return
    this.claimsOfHandle.remove(handleKey(claim.handle), claim.id)
    this.claimsAbout.remove(claim.personId, claim.id)
  }

  #addInvite({ personId, codeHash }: InviteRow): void {
    this.invitesOf.add(personId, codeHash)
  }

  #dropInvite(invite: InviteRow | undefined): void {
    if (invite) this.invitesOf.remove(invite.personId, invite.codeHash)
  }

  #addSession({ personId, tokenHash }: SessionRow): void {
    this.sessionsOf.add(personId, tokenHash)
  }

  #dropSession(session: SessionRow | undefined): void {
    if (session) this.sessionsOf.remove(session.personId, session.tokenHash)
  }

  #addRecognition(row: RecognitionRow): void {
    for (const { personId, position } of row.parties) this.#place(personId, position, row.id)
    if (isWaiting(row)) this.waiting.add(row.deliverAt, row.id)
    if (isPublished(row)) this.published.add(row.deliveredAt ?? '', row.id)
    if (row.moderation) this.#casesLike(row.moderation).add(caseTime(row.moderation), row.id)
    this.sentLately.put(row)
  }

  #dropRecognition(row: RecognitionRow | undefined): void {
    if (!row) return
    for (const { personId, position } of row.parties) this.#place(personId, position, undefined)
    if (isWaiting(row)) this.waiting.remove(row.deliverAt, row.id)
    if (isPublished(row)) this.published.remove(row.deliveredAt ?? '', row.id)
    if (row.moderation) this.#casesLike(row.moderation).remove(caseTime(row.moderation), row.id)
  }

  #casesLike({ decidedAt }: Moderation): TimeIndex {
    return decidedAt === null ? this.openCases : this.decidedCases
  }

  #place(personId: PersonId, position: number, id: RecognitionId | undefined): void {
    const feed = this.feeds.get(personId) ?? []
    feed[position - 1] = id
    this.feeds.set(personId, feed)
  }
}
