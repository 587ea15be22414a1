import { emailKey, handleKey, identityKey, userNameKey } from '../stores/folding.ts'
import type { ClaimRow, IdentityRow, PersonRow } from '../stores/rows.ts'
import { Names } from './names.ts'

/** Says what is wrong when it does not hold. */
type Expect = (holds: boolean, fault: string) => void

/** What must hold of people, and of what is known of them. It remembers all of them. */
export class PeopleSoundness {
  readonly #expect: Expect
  readonly #people = new Names()
  readonly #emails = new Names()
  readonly #userNames = new Names()
  readonly #handles = new Names()
  readonly #identities = new Names()
  readonly #issuers = new Names()
  readonly #claims = new Names()
  /** Whose managers did not come yet: they may be among the rows to come. */
  readonly #waiting = new Map<string, string[]>()

  constructor(expect: Expect) {
    this.#expect = expect
  }

  has(id: string): boolean {
    return this.#people.has(id)
  }

  /** Once all people came. */
  get faultsOfManagers(): string[] {
    return [...this.#waiting].flatMap(([managerId, ids]) =>
      ids.map((id) => `The person ${id} has the manager ${managerId}, who is not there`),
    )
  }

  addPerson(person: PersonRow): void {
    const who = `The person ${person.id}`
    this.#expect(this.#people.add(person.id), `${who} is there twice`)
    this.#waiting.delete(person.id)
    this.#addManager(person, who)
    if (person.erasedAt === null) this.#addHeld(person, who)
    else this.#expect(isBare(person), `${who} was erased, and something of them is still there`)
  }

  addIdentity(identity: IdentityRow): void {
    const whose = `An identity of the person ${identity.personId}`
    this.#expect(this.has(identity.personId), `${whose} belongs to nobody`)
    this.#expect(this.#identities.add(identityKey(identity)), `${whose} is there twice`)
    const { personId, issuer } = identity
    this.#expect(this.#issuers.add(`${personId} ${issuer}`), `${whose} is not their only one at its issuer`)
  }

  addClaim({ id, personId, claimedBy }: ClaimRow): void {
    const which = `The claim ${id} of a handle`
    this.#expect(this.#claims.add(id), `${which} is there twice`)
    for (const named of new Set([personId, claimedBy]))
      this.#expect(this.has(named), `${which} names the person ${named}, who is not there`)
  }

  #addManager({ id, managerId }: PersonRow, who: string): void {
    this.#expect(managerId !== id, `${who} is their own manager`)
    if (managerId === null || this.has(managerId)) return
    this.#waiting.set(managerId, [...(this.#waiting.get(managerId) ?? []), id])
  }

  #addHeld({ email, userName, handles }: PersonRow, who: string): void {
    this.#expect(this.#emails.add(emailKey(email)), `${who} has the e-mail address of another one`)
    const isFree = userName === null || this.#userNames.add(userNameKey(userName))
    this.#expect(isFree, `${who} has the user name of another one`)
    for (const handle of handles)
      this.#expect(this.#handles.add(handleKey(handle)), `${who} has a handle that is there twice`)
  }
}

function isBare({ name, email, team, userName, externalId, managerId, handles, active }: PersonRow): boolean {
  const isNothing = [team, userName, externalId, managerId].every((text) => text === null)
  return isNothing && name === '' && email === '' && handles.length === 0 && !active
}
