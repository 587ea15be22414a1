import { computed, signal } from '@preact/signals'
import type { Match } from '../../shared/api.ts'
import { MESSAGE_MAX_LENGTH, RECIPIENTS_MAX, textLength, VALUES_MAX } from '../../shared/limits.ts'
import type { Person } from '../../shared/recognition.ts'
import { keepDraft, queueDraft } from '../drafts.ts'
import { ask } from '../messages.ts'
import { accountKey, type Draft, type Opening, type OutboxEntry } from '../storage.ts'
import { noteUnsaved } from './unsaved.ts'

/** What keeps a draft from being sent, each beside its own field. */
export interface Missing {
  recipient: boolean
  message: boolean
  tooLong: boolean
}

/** The state of one draft in one window. Every change is stored at once. */
export function createComposer(opening: Opening) {
  const draft = signal<Draft>(opening.draft)
  const suggestions = signal<Person[]>([])
  const linkedUnknown = signal<string | null>(null)
  const triedToSend = signal(false)
  /** Set by the first change that the person makes: from then on nothing is prefilled. */
  let touched = opening.resumed

  const left = computed(() => MESSAGE_MAX_LENGTH - textLength(draft.value.message))
  const missing = computed<Missing>(() => ({
    recipient: draft.value.recipients.length === 0,
    message: draft.value.message.trim() === '',
    tooLong: left.value < 0,
  }))
  const offered = computed(() =>
    suggestions.value.filter((person) => !draft.value.recipients.some(({ id }) => id === person.id)),
  )

  function change(part: Partial<Draft>): void {
    touched = true
    draft.value = { ...draft.value, ...part }
    void keepDraft(draft.value).then(noteUnsaved(draft.value))
  }

  function addRecipient(person: Person): void {
    const { recipients } = draft.value
    if (recipients.length >= RECIPIENTS_MAX || recipients.some(({ id }) => id === person.id)) return
    change({ recipients: [...recipients, person] })
  }

  function removeRecipient(id: string): void {
    change({ recipients: draft.value.recipients.filter((person) => person.id !== id) })
  }

  function toggleValue(id: string): void {
    const { values } = draft.value
    if (values.includes(id)) change({ values: values.filter((value) => value !== id) })
    else if (values.length < VALUES_MAX) change({ values: [...values, id] })
  }

  /**
   * Offers whom the server recognised on the page. The first one is filled in only when the match is certain and the person has
   * not begun to write: a wrong recipient is worse than none.
   */
  function offer(matches: Match[]): void {
    const [first] = matches
    const known = matches.flatMap(({ person }) =>
      person && accountKey({ ...draft.value.owner, person }) !== draft.value.account ? [person] : [],
    )
    suggestions.value = known.filter(
      (person, index) => known.findIndex(({ id }) => id === person.id) === index,
    )
    if (!first?.person) return noteUnknownLink()
    const certain = first.by === 'email' || first.by === 'handle'
    if (opening.linked && certain) addRecipient(first.person)
    else if (certain && !touched && suggestions.value.includes(first.person))
      draft.value = { ...draft.value, recipients: [first.person] }
    return undefined
  }

  function noteUnknownLink(): void {
    const linked = opening.linked ? opening.page?.people[0] : undefined
    linkedUnknown.value = linked ? (linked.name ?? linked.email ?? linked.handle ?? null) : null
  }

  async function lookAtPage(): Promise<void> {
    if (opening.page && opening.page.people.length > 0) offer(await ask('people.match', opening.page))
  }

  /** Queues the draft when it is complete. From here on it is in the outbox, and sent whatever happens to this window. */
  async function send(): Promise<OutboxEntry | null> {
    triedToSend.value = true
    const { recipient, message, tooLong } = missing.value
    if (recipient || message || tooLong) return null
    return queueDraft(draft.value)
  }

  return {
    draft,
    offered,
    left,
    missing,
    triedToSend,
    linkedUnknown,
    change,
    addRecipient,
    removeRecipient,
    toggleValue,
    lookAtPage,
    send,
  }
}

export type ComposerStore = ReturnType<typeof createComposer>
