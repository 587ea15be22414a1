import { computed, signal } from '@preact/signals'
import { v7 as uuidv7 } from 'uuid'
import type { Match } from '../../shared/api.ts'
import { MESSAGE_MAX_LENGTH, RECIPIENTS_MAX, textLength, VALUES_MAX } from '../../shared/limits.ts'
import type { Person } from '../../shared/recognition.ts'
import { discardDraft, isWritten, keepDraft, queueDraft } from '../drafts.ts'
import { ask } from '../messages.ts'
import { accountKey } from '../storage.ts'
import type { Draft, Opening, OutboxEntry, Recipient } from '../stored.ts'
import { act, keepUp } from './act.ts'
import { continued, isSameToRead } from './ahead.ts'
import { createQuestions } from './questions.ts'
import { createReasons, isCertain } from './seen-as.ts'
import { noteUnsaved } from './unsaved.ts'
import { createWhoIsWho } from './who-is-who.ts'

/** What keeps a draft from being sent, each beside its own field. */
export interface Missing {
  recipient: boolean
  message: boolean
  tooLong: boolean
}

/**
 * The state of one draft in one window. Every change is stored at once.
 * @param isAhead whether the window was opened ahead of its page, which is to `arrive`.
 */
export function createComposer(start: Opening, isAhead = false) {
  const opening = signal(start)
  const draft = signal<Draft>({ ...start.draft, writer: uuidv7() })
  const isLooking = signal(isAhead)
  const arrived = Promise.withResolvers<void>()
  if (!isAhead) arrived.resolve()
  let openedAt = Date.now()
  const suggestions = signal<Person[]>([])
  const linkedUnknown = signal<string | null>(null)
  const triedToSend = signal(false)
  const questions = createQuestions()
  const whoIsWho = createWhoIsWho(start.draft.owner.person)
  const reasons = createReasons()
  /** Set by the first change that the person makes: from then on nothing is prefilled. */
  let touched = start.resumed || start.linked !== null
  let wroteAhead = false
  /** Once it is in the outbox, a key that comes late must not make a draft of it again. */
  let isQueued = false

  const left = computed(() => MESSAGE_MAX_LENGTH - textLength(draft.value.message))
  const missing = computed<Missing>(() => ({
    recipient: draft.value.recipients.length === 0,
    message: draft.value.message.trim() === '',
    tooLong: left.value < 0,
  }))
  /** Those who want no bright spots. */
  const inPerson = computed(() => draft.value.recipients.filter((person) => person.inPerson))
  const site = computed(() => opening.value.site)
  /** Then the cursor waits in the message, otherwise in the search for people. It stays where somebody writes. */
  const isLikelyForSomebody = computed(() => {
    const { draft: about, seen, linked } = opening.value
    return isLooking.value || wroteAhead || about.recipients.length > 0 || seen !== null || linked !== null
  })
  const offered = computed(() =>
    suggestions.value.filter((person) => !draft.value.recipients.some(({ id }) => id === person.id)),
  )

  function change(part: Partial<Draft>): void {
    if (isQueued) return
    touched = true
    questions.drop()
    draft.value = { ...draft.value, ...part }
    act(keepDraft(draft.value, openedAt).then(noteUnsaved(draft.value, openedAt)))
  }

  function addRecipient(person: Person): void {
    add(reasons.withReason(person))
  }

  function add(person: Recipient): void {
    const { recipients } = draft.value
    if (isMe(person) || recipients.length >= RECIPIENTS_MAX || recipients.some(({ id }) => id === person.id))
      return
    change({ recipients: [...recipients, person] })
  }

  /** Chosen in the search: whoever was asked about is this person. */
  function pick(person: Person): void {
    add(reasons.ifCertain(person))
    whoIsWho.pick(person)
  }

  function removeRecipient(id: string): void {
    change({ recipients: draft.value.recipients.filter((person) => person.id !== id) })
  }

  function toggleValue(id: string): void {
    const { values } = draft.value
    if (values.includes(id)) change({ values: values.filter((value) => value !== id) })
    else if (values.length < VALUES_MAX) change({ values: [...values, id] })
  }

  /** The server knows the person whose link was clicked, or this says that it does not. */
  function offerLinked([match]: Match[]): void {
    if (match?.person && isCertain(match)) addRecipient(match.person)
    else if (match?.person) suggest([match])
    else {
      const linked = opening.value.linked?.people[0]
      linkedUnknown.value = linked?.name ?? linked?.email ?? linked?.handle ?? null
    }
  }

  function isMe(person: Person): boolean {
    const { owner, account } = draft.value
    return accountKey({ ...owner, person }) === account
  }

  function suggest(matches: Match[]): void {
    const known = matches.flatMap(({ person }) => person ?? [])
    const others = [...suggestions.value, ...known].filter((person) => !isMe(person))
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
    if (!first?.person || first.person.inPerson || !isCertain(first) || touched) return
    if (suggestions.value.includes(first.person))
      draft.value = { ...draft.value, recipients: [reasons.withReason(first.person)] }
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
    offer(matches)
  }

  /**
   * The page was read, and is what the draft is about; null when it could not be. What was written meanwhile goes on from what
   * was written before.
   */
  async function arrive(answer: Opening | null): Promise<void> {
    const ahead = draft.value
    // Somebody else may have connected meanwhile: these words are not theirs.
    const next = answer?.draft.account === ahead.account ? answer : null
    if (next) {
      opening.value = next
      openedAt = Date.now()
      wroteAhead = touched
      touched ||= next.resumed || next.linked !== null
      draft.value = continued(next.draft, ahead)
    }
    isLooking.value = false
    arrived.resolve()
    if (!next || !isWritten(ahead)) return
    change({})
    await discardDraft(ahead)
  }

  /** Queues the draft when it is complete. From here on it is in the outbox, and sent whatever happens to this window. */
  async function send(): Promise<OutboxEntry | null> {
    triedToSend.value = true
    const seen = draft.value
    await arrived.promise
    const { recipient, message, tooLong } = missing.value
    // What came with the page from before (words, people, who may see it) is looked at first.
    if (recipient || message || tooLong || inPerson.value.length > 0) return null
    if (isQueued || !isSameToRead(draft.value, seen)) return null
    isQueued = true
    try {
      isQueued = await questions.areAnswered(draft.value)
      if (!isQueued) return null
      const entry = await queueDraft(draft.value, openedAt)
      const handles = whoIsWho.learned(draft.value.recipients)
      if (handles.length > 0) keepUp(ask('people.tellHandles', { handles }))
      return entry
    } catch (error) {
      isQueued = false
      throw error
    }
  }

  /** Yes, it is them; yes, the same words again. It may be sent. */
  function agree(): void {
    change({ recipients: questions.agree(draft.value) })
  }

  /** It is somebody else, who is not offered again; or the words are to be others. */
  function disagree(): void {
    const mistaken = questions.disagree()
    if (!mistaken) return
    suggestions.value = suggestions.value.filter(({ id }) => id !== mistaken.id)
    removeRecipient(mistaken.id)
  }

  return {
    draft,
    question: questions.question,
    inPerson,
    agree,
    disagree,
    /** Neither yes nor no. */
    goBack: questions.drop,
    reasonOf: (person: Person) => reasons.withReason(person).seenAs,
    /** Whether the page is still being read. */
    isLooking,
    /** The site of the page, when it can be turned on. */
    site,
    isLikelyForSomebody,
    offered,
    left,
    missing,
    triedToSend,
    linkedUnknown,
    unknown: whoIsWho.unknown,
    asked: whoIsWho.asked,
    askFor: whoIsWho.askFor,
    change,
    addRecipient,
    pick,
    removeRecipient,
    toggleValue,
    lookAtPage,
    arrive,
    send,
  }
}

export type ComposerStore = ReturnType<typeof createComposer>
