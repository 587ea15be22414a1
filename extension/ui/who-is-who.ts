import { signal } from '@preact/signals'
import type { LearnedHandle, Match, MatchRequest } from '../../shared/api.ts'
import type { Person } from '../../shared/recognition.ts'

/** A name in a tool of which the server does not know whose it is. */
export interface UnknownHandle {
  tool: string
  origin: string
  handle: string
  /** As the page calls them. */
  name: string
}

/** Whose the names on a page turn out to be: never a guess of ours, only what the sender said when it was asked. */
export function createWhoIsWho(me: Person) {
  const unknown = signal<UnknownHandle[]>([])
  /** The one of whom the next person picked is to say it. */
  const asked = signal<UnknownHandle | null>(null)
  /** What a name alone suggests: nothing until the sender says that it is them. */
  const guesses: LearnedHandle[] = []
  /** Told only of those to whom it was sent. */
  const answers: LearnedHandle[] = []

  function note({ tool, origin, people }: MatchRequest, matches: Match[]): void {
    const fresh: UnknownHandle[] = []
    for (const [index, { handle, name }] of people.entries()) {
      const { person = null, by = null } = matches[index] ?? {}
      if (!handle || by === 'handle' || by === 'email' || isSame(name, me.name)) continue
      if (person) guesses.push({ tool, origin, handle, person: person.id })
      else fresh.push({ tool, origin, handle, name: name || handle })
    }
    unknown.value = [...unknown.value, ...fresh]
  }

  function askFor(one: UnknownHandle | undefined): void {
    asked.value = one ?? null
  }

  function pick({ id }: Person): void {
    if (!asked.value) return
    const { tool, origin, handle } = asked.value
    answers.push({ tool, origin, handle, person: id })
    unknown.value = unknown.value.filter((one) => one !== asked.value)
    asked.value = null
  }

  function guessesOf({ id }: Person): LearnedHandle[] {
    return guesses.filter(({ person }) => person === id)
  }

  /** Whether a yes to somebody says whose a name on the page is. */
  function isGuessed(person: Person): boolean {
    return guessesOf(person).length > 0
  }

  /** The sender was asked, with what comes of it, and says that it is them. */
  function confirm(person: Person): void {
    answers.push(...guessesOf(person))
  }

  function learned(recipients: Person[]): LearnedHandle[] {
    const ofRecipients = answers.filter(({ person }) => recipients.some(({ id }) => id === person))
    // The same name may be read twice, once of a link and once of its page.
    const byName = new Map(ofRecipients.map((one) => [`${one.tool} ${one.origin} ${one.handle}`, one]))
    return Array.from(byName.values())
  }

  return { unknown, asked, note, askFor, pick, isGuessed, confirm, learned }
}

export type WhoIsWho = ReturnType<typeof createWhoIsWho>

/** The server names nobody to themselves: on a page of one's own, one is unknown to it. */
function isSame(name: string | null | undefined, mine: string): boolean {
  return name?.toLocaleLowerCase() === mine.toLocaleLowerCase()
}
