import { computed, signal } from '@preact/signals'
import type { Match } from '../../shared/api.ts'
import type { Person } from '../../shared/recognition.ts'
import { ask } from '../messages.ts'
import { accountKey } from '../storage.ts'
import type { Draft, Recipient } from '../stored.ts'
import { createReasons, isCertain } from './seen-as.ts'
import type { WhoIsWho } from './who-is-who.ts'
import type { Writing } from './writing.ts'

interface Parts {
  writing: Writing
  whoIsWho: WhoIsWho
  /** Makes somebody a recipient. */
  add: (person: Recipient) => void
}

/** Whom the server recognises on the page: who is offered, who is filled in, and why. */
export function createPagePeople({ writing: { opening, draft, change, prefill }, whoIsWho, add }: Parts) {
  const suggestions = signal<Person[]>([])
  const linkedUnknown = signal<string | null>(null)
  const reasons = createReasons(() => draft.value.context !== null)
  const offered = computed(() =>
    suggestions.value.filter((person) => !draft.value.recipients.some(({ id }) => id === person.id)),
  )

  /** The server knows the person whose link was clicked, or this says that it does not. */
  function offerLinked([match]: Match[]): void {
    if (match?.person && isCertain(match)) add(reasons.withReason(match.person))
    else if (match?.person) suggest([match])
    else {
      const linked = opening.value.linked?.people[0]
      linkedUnknown.value = linked?.name ?? linked?.email ?? linked?.handle ?? null
    }
  }

  function suggest(matches: Match[]): void {
    const known = matches.flatMap(({ person }) => person ?? [])
    const others = [...suggestions.value, ...known].filter((person) => !isOwn(draft.value, person))
    suggestions.value = others.filter(
      (person, index) => others.findIndex(({ id }) => id === person.id) === index,
    )
  }

  /**
   * Offers whom the server recognised on the page. The first one is filled in only when the match is certain and the person has
   * not begun to write: a wrong recipient is worse than none, and so is one who prefers thanks in person.
   */
  function offer(matches: Match[]): void {
    suggest(matches)
    const [first] = matches
    if (!first?.person || first.person.inPerson || !isCertain(first)) return
    if (suggestions.value.includes(first.person)) prefill(reasons.withReason(first.person))
  }

  async function lookAtPage(): Promise<void> {
    const { linked, seen, draft: about } = opening.value
    const linkedMatches = linked && (await ask('people.match', linked))
    if (linked && linkedMatches) {
      reasons.note(linked.people, linkedMatches, 'linked')
      whoIsWho.note(linked, linkedMatches)
      whoIsWho.askFor(whoIsWho.unknown.value[0])
      offerLinked(linkedMatches)
    }
    const matches = seen && (await ask('people.match', seen))
    if (!seen || !matches) return
    whoIsWho.note(seen, matches)
    reasons.note(seen.people, matches, about.context?.kind ?? 'page')
    renew()
    offer(matches)
  }

  /** A draft from before has recipients of whom the page may say something else by now. */
  function renew(): void {
    const { recipients } = draft.value
    const renewed = recipients.map(reasons.renewed)
    if (JSON.stringify(renewed) !== JSON.stringify(recipients)) change({ recipients: renewed })
  }

  /** Somebody else is meant. */
  function offerNoMore({ id: mistaken }: Person): void {
    suggestions.value = suggestions.value.filter(({ id }) => id !== mistaken)
  }

  return { offered, linkedUnknown, reasons, lookAtPage, offerNoMore }
}

/** Whether somebody is the one who writes. */
export function isOwn({ owner, account }: Draft, person: Person): boolean {
  return accountKey({ ...owner, person }) === account
}
