import { computed, signal } from '@preact/signals'
import type { Person } from '../../shared/recognition.ts'
import { recentPeople } from '../drafts.ts'
import { looksLikeEmail } from '../email.ts'
import type { Fault } from '../faults.ts'
import { ask } from '../messages.ts'
import { act } from './act.ts'

/** Between two keystrokes of a quick typist, so that a word is one question to the server. */
const TYPING_PAUSE_MS = 120

/** Search as you type: people thanked before at once, also offline, then everybody whom the server finds. */
export function createPeopleSearch(account: string) {
  const query = signal('')
  const recent = signal<Person[]>([])
  const found = signal<Person[] | null>(null)
  const fault = signal<Fault | null>(null)
  const inviteFault = signal<Fault | null>(null)
  const active = signal(0)
  /** On sending, somebody was typed and not chosen. */
  const isUnchosen = signal(false)
  /** While the cursor is elsewhere the list is out of the way. */
  const isAway = signal(false)
  let pause: ReturnType<typeof setTimeout> | undefined
  let latest = 0

  const results = computed(() => {
    if (query.value.trim() === '' || isAway.value) return []
    return found.value ?? recent.value.filter((person) => fits(person, query.value))
  })
  /** The server has answered and knows nobody. */
  const nobody = computed(() => query.value.trim() !== '' && found.value?.length === 0)

  /** The address of somebody whom the server does not know. */
  const unknownEmail = computed(() =>
    nobody.value && looksLikeEmail(query.value) ? query.value.trim() : null,
  )

  function type(text: string): void {
    inviteFault.value = null
    isUnchosen.value = false
    query.value = text
    found.value = null
    active.value = 0
    clearTimeout(pause)
    if (text.trim() !== '') pause = setTimeout(() => act(search(text)), TYPING_PAUSE_MS)
  }

  async function search(text: string): Promise<void> {
    const turn = ++latest
    const answer = await ask('people.search', { query: text.trim() })
    if (turn !== latest || query.value !== text) return
    fault.value = answer.kind === 'fault' ? answer.fault : null
    if (answer.kind === 'found') takeFound(answer.people)
  }

  /** Who was typed and not chosen: certain only of the one person whose whole address it is. */
  async function findTyped(): Promise<Person | null> {
    const text = query.value
    clearTimeout(pause)
    if (looksLikeEmail(text) && !found.value) await search(text)
    if (query.value !== text) return null
    const address = text.trim().toLowerCase()
    const named = (found.value ?? recent.value).filter(({ email }) => email.toLowerCase() === address)
    const [only = null] = named.length === 1 ? named : []
    isUnchosen.value = only === null
    return only
  }

  /** The one that was chosen with the arrow keys stays chosen, wherever it now stands. */
  function takeFound(people: Person[]): void {
    const chosen = results.value[active.value]?.id
    found.value = people
    active.value = Math.max(
      0,
      people.findIndex(({ id }) => id === chosen),
    )
  }

  function move(step: 1 | -1): void {
    const count = results.value.length
    if (count > 0) active.value = (active.value + step + count) % count
  }

  /** Has somebody with an address of theirs alone made a person who can be thanked; null when that may not be. */
  async function invite(email: string): Promise<Person | null> {
    const answer = await ask('people.invite', { email })
    if (query.value.trim() !== email) return null
    inviteFault.value = answer.kind === 'fault' ? answer.fault : null
    return answer.kind === 'done' ? answer.value : null
  }

  /** Reads whom this account thanked lately. */
  async function load(): Promise<void> {
    recent.value = await recentPeople(account)
  }

  return {
    query,
    results,
    nobody,
    unknownEmail,
    fault,
    inviteFault,
    active,
    isUnchosen,
    isAway,
    type,
    findTyped,
    move,
    invite,
    load,
  }
}

export type PeopleSearch = ReturnType<typeof createPeopleSearch>

/** Whether every word typed begins a word of the name, the team or the e-mail address, whatever its accents. */
function fits({ name, team, email }: Person, query: string): boolean {
  const known = plain(`${name} ${team ?? ''} ${email}`).split(/[\s@.]+/)
  return plain(query)
    .split(/\s+/)
    .filter(Boolean)
    .every((word) => known.some((part) => part.startsWith(word)))
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLocaleLowerCase()
}
