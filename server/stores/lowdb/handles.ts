import type { PersonId } from '../../../shared/recognition.ts'
import { handleKey } from '../folding.ts'
import type { HandleClaim, HandleStore, LearnOutcome, OpenClaim } from '../handle-store.ts'
import type { Handle } from '../people-store.ts'
import type { ClaimRow } from '../rows.ts'
import type { Database } from './database.ts'

const byId = (a: ClaimRow, b: ClaimRow) => (a.id < b.id ? -1 : 1)

/** `HandleStore` on the tables; what each method promises is said there. */
export class LowdbHandles implements HandleStore {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  learn(claim: HandleClaim): Promise<LearnOutcome> {
    return this.#database.commitAlone((draft) => {
      if (!draft.people.get(claim.personId)?.active) return 'not_found'
      if (this.#ownerOf(claim.handle) !== undefined) return 'taken'
      const claims = this.#claimsOf(claim.handle)
      if (claims.some(({ personId, refused }) => refused && personId === claim.personId)) return 'refused'
      const before = claims.find(({ claimedBy, refused }) => !refused && claimedBy === claim.claimedBy)
      if (before?.personId === claim.personId) return 'learned'
      if (before) draft.claims.remove(before.id)
      draft.claims.put(claim.id, { ...claim, refused: false })
      return 'learned'
    })
  }

  async claims({ personId, after = '', limit }: Parameters<HandleStore['claims']>[0]) {
    const seen = new Set<string>()
    const isFirst = (claim: ClaimRow) => {
      const key = `${claim.personId}\n${handleKey(claim.handle)}`
      return !seen.has(key) && seen.add(key)
    }
    const open = this.#claimsFor(personId)
      .filter(({ refused }) => !refused)
      .toSorted(byId)
      .filter(isFirst)
      .filter(({ id }) => id > after)
    return { claims: open.slice(0, limit).map(shown), hasMore: open.length > limit }
  }

  confirm(id: string, personId: PersonId | null): Promise<'confirmed' | 'taken' | 'not_found'> {
    return this.#database.commitAlone((draft) => {
      const claim = this.#openClaim(id, personId)
      const person = claim && draft.people.get(claim.personId)
      if (!claim || !person) return 'not_found'
      const owner = this.#ownerOf(claim.handle)
      if (owner !== undefined && owner !== person.id) return 'taken'
      if (owner === undefined)
        draft.people.put(person.id, { ...person, handles: [...person.handles, claim.handle] })
      for (const said of this.#claimsOf(claim.handle)) if (!said.refused) draft.claims.remove(said.id)
      return 'confirmed'
    })
  }

  refuse(id: string, personId: PersonId | null): Promise<boolean> {
    return this.#database.commitAlone((draft) => {
      const claim = this.#openClaim(id, personId)
      if (!claim) return false
      const others = this.#claimsOf(claim.handle).filter((said) => said.personId === claim.personId)
      for (const said of others) draft.claims.remove(said.id)
      draft.claims.put(id, { ...claim, refused: true })
      return true
    })
  }

  #ownerOf(handle: Handle): PersonId | undefined {
    return this.#database.indexes.personByHandle.get(handleKey(handle))
  }

  #openClaim(id: string, personId: PersonId | null): ClaimRow | undefined {
    const claim = this.#database.tables.claims.get(id)
    return claim && !claim.refused && (personId === null || claim.personId === personId) ? claim : undefined
  }

  #claimsOf(handle: Handle): ClaimRow[] {
    return this.#rows(this.#database.indexes.claimsOfHandle.get(handleKey(handle)))
  }

  #claimsFor(personId: PersonId | undefined): ClaimRow[] {
    const { tables, indexes } = this.#database
    return personId === undefined
      ? [...tables.claims.values()]
      : this.#rows(indexes.claimsAbout.get(personId))
  }

  #rows(ids: Iterable<string>): ClaimRow[] {
    return [...ids].flatMap((id) => this.#database.tables.claims.get(id) ?? [])
  }
}

function shown({ id, handle, personId, createdAt }: ClaimRow): OpenClaim {
  return { id, handle, personId, createdAt }
}
