import type { PersonId } from '../../../shared/recognition.ts'
import type { Statements } from './database.ts'

const INTERVAL_MS = 500

/** How much concerned a person so far, by the count in their feed's row. */
export interface Hint {
  personId: PersonId
  hint: number
}

interface Watched {
  listeners: Set<() => void>
  /** The count that they were told of, or that was there when they began; undefined until it is known. */
  told: number | undefined
}

const ASK = `
  select feeds.person_id as "personId", feeds.hint
  from unnest($1::text[], $2::bigint[]) as told (person_id, hint)
  join feeds on feeds.person_id = told.person_id
  where feeds.hint is distinct from told.hint`

/**
 * Tells those who watch a person that something concerns them. What this process stores is told at once; for what others
 * store one indexed query for all who are watched is asked every half second, and none while nobody is.
 *
 * Where the count stood when somebody began to watch is learnt from the feed that they read then, so nothing that
 * comes after that reading is missed; of one who does not read it, from the first asking.
 */
export class Watching {
  readonly #statements: Statements
  readonly #watched = new Map<PersonId, Watched>()
  #timer: NodeJS.Timeout | undefined
  #isAsking = false

  constructor(statements: Statements) {
    this.#statements = statements
  }

  watch(personId: PersonId, onHint: () => void): () => void {
    const watched = this.#watched.get(personId) ?? { listeners: new Set(), told: undefined }
    this.#watched.set(personId, watched)
    // Wrapped, so that the same function may watch twice.
    const listener = () => onHint()
    watched.listeners.add(listener)
    this.#timer ??= setInterval(() => void this.#ask(), INTERVAL_MS)
    return () => {
      watched.listeners.delete(listener)
      if (watched.listeners.size === 0 && this.#watched.get(personId) === watched)
        this.#watched.delete(personId)
      if (this.#watched.size === 0) this.stop()
    }
  }

  /** What this process just stored. */
  stored(hints: readonly Hint[]): void {
    for (const { personId, hint } of hints) {
      const watched = this.#watched.get(personId)
      if (watched && (watched.told === undefined || watched.told < hint)) tell(watched, hint)
    }
  }

  /** What this process just read: whoever reads it knows it. */
  read({ personId, hint }: Hint): void {
    const watched = this.#watched.get(personId)
    if (!watched) return
    if (watched.told === undefined) watched.told = hint
    else if (watched.told < hint) tell(watched, hint)
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  async #ask(): Promise<void> {
    if (this.#isAsking) return
    this.#isAsking = true
    const asked = new Map([...this.#watched].map(([personId, { told }]) => [personId, told]))
    const values = [[...asked.keys()], [...asked.values()].map((told) => told ?? null)]
    try {
      for (const hint of await this.#statements.query<Hint>(ASK, values)) this.#answered(hint, asked)
    } catch {
      // While the database is away nobody is told anything; the counts tell of it when it is back.
    } finally {
      this.#isAsking = false
    }
  }

  /** An answer to a question that was overtaken says nothing. A count that went down is one of a restored database. */
  #answered({ personId, hint }: Hint, asked: ReadonlyMap<PersonId, number | undefined>): void {
    const watched = this.#watched.get(personId)
    if (!watched || watched.told !== asked.get(personId)) return
    if (watched.told === undefined) watched.told = hint
    else tell(watched, hint)
  }
}

function tell(watched: Watched, hint: number): void {
  watched.told = hint
  for (const listener of watched.listeners) listener()
}
