import type { PersonId } from '../../../shared/recognition.ts'
import type { HandleClaim, HandleStore, LearnOutcome, OpenClaim } from '../handle-store.ts'
import { confirmHandle, learnHandle, refuseHandle } from './claims.ts'
import type { Database } from './database.ts'
import { isTaken } from './errors.ts'
import type { Watching } from './watching.ts'

/** Of what several said, the first. */
const LIST = `
  select id, handle, person_id as "personId", created_at as "createdAt" from handle_claims as claim
  where not refused and id > $1 and ($2::text is null or person_id = $2) and not exists (
    select from handle_claims as earlier
    where earlier.person_id = claim.person_id and earlier.key = claim.key and earlier.id < claim.id
      and not earlier.refused
  )
  order by id limit $3`

/** `HandleStore` in tables; what each method promises is said there. */
export class PostgresHandles implements HandleStore {
  readonly #database: Database
  readonly #watching: Watching

  constructor(database: Database, watching: Watching) {
    this.#database = database
    this.#watching = watching
  }

  learn(claim: HandleClaim): Promise<LearnOutcome> {
    return this.#database.transaction((statements) => learnHandle(statements, claim))
  }

  async claims({ personId, after = '', limit }: { personId?: PersonId; after?: string; limit: number }) {
    const claims = await this.#database.query<OpenClaim>(LIST, [after, personId ?? null, limit + 1])
    return { claims: claims.slice(0, limit), hasMore: claims.length > limit }
  }

  async confirm(id: string, personId: PersonId | null): Promise<'confirmed' | 'taken' | 'not_found'> {
    try {
      const hints = await this.#database.transaction((statements) => confirmHandle(statements, id, personId))
      if (!hints) return 'not_found'
      this.#watching.stored(hints)
      return 'confirmed'
    } catch (error) {
      if (isTaken(error, 'handle_is_taken')) return 'taken'
      throw error
    }
  }

  refuse(id: string, personId: PersonId | null): Promise<boolean> {
    return this.#database.transaction((statements) => refuseHandle(statements, id, personId))
  }
}
