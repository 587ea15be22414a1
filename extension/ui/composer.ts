import { computed } from '@preact/signals'
import { RECIPIENTS_MAX, VALUES_MAX } from '../../shared/limits.ts'
import type { Person } from '../../shared/recognition.ts'
import type { Opening, Recipient } from '../stored.ts'
import { createPeopleSearch } from './people-field.ts'
import { createPagePeople, isOwn } from './page-people.ts'
import { withoutReason } from './seen-as.ts'
import { createSending } from './sending.ts'
import { createWhoIsWho } from './who-is-who.ts'
import { createWriting } from './writing.ts'

/**
 * The state of one draft in one window: the writing, the people of its page, and the sending.
 * @param isAhead whether the window was opened ahead of its page, which is to `arrive`.
 */
export function createComposer(start: Opening, isAhead = false) {
  const writing = createWriting(start, isAhead)
  const { opening, draft, isLooking, wroteAhead, change, arrive } = writing
  const whoIsWho = createWhoIsWho(start.draft.owner.person)
  const pagePeople = createPagePeople({ writing, whoIsWho, add })
  const { offered, linkedUnknown, reasons, lookAtPage } = pagePeople
  const search = createPeopleSearch(draft.value.account)
  const sending = createSending({ writing, takeTyped, whoIsWho })
  const { questions, triedToSend, left, missing, inPerson, send, agree } = sending

  const site = computed(() => opening.value.site)
  /** What keeps it from being sent and is to be put right in the field 'To'. */
  const toNote = computed(() => {
    if (search.isUnchosen.value) return 'unchosen_recipient'
    return triedToSend.value && missing.value.recipient ? 'missing_recipient' : null
  })
  /** Then the cursor waits in the message, otherwise in the search for people. It stays where somebody writes. */
  const isLikelyForSomebody = computed(() => {
    const { draft: about, seen, linked } = opening.value
    return (
      isLooking.value || wroteAhead.value || about.recipients.length > 0 || seen !== null || linked !== null
    )
  })

  function addRecipient(person: Person): void {
    add(reasons.withReason(person))
  }

  function add(person: Recipient): void {
    const { recipients } = draft.value
    if (isOwn(draft.value, person) || recipients.length >= RECIPIENTS_MAX) return
    linkedUnknown.value = null
    if (recipients.every(({ id }) => id !== person.id)) change({ recipients: [...recipients, person] })
  }

  /** Chosen in the search: whoever was asked about is this person. */
  function pick(person: Person): void {
    add(reasons.ifCertain(person))
    whoIsWho.pick(person)
  }

  /** Nobody who was typed is left out unsaid. @returns whether all who were typed are recipients. */
  async function takeTyped(): Promise<boolean> {
    if (search.query.value.trim() === '') return true
    const person = await search.findTyped()
    if (!person) return false
    pick(person)
    const isTaken = draft.value.recipients.some(({ id }) => id === person.id)
    if (isTaken) search.type('')
    search.isUnchosen.value = !isTaken
    return isTaken
  }

  /** The page is left out, and with it what it says of people. */
  function leavePageOut(): void {
    change({ context: null, recipients: draft.value.recipients.map(withoutReason) })
  }

  function removeRecipient(id: string): void {
    change({ recipients: draft.value.recipients.filter((person) => person.id !== id) })
  }

  function toggleValue(id: string): void {
    const { values } = draft.value
    if (values.includes(id)) change({ values: values.filter((value) => value !== id) })
    else if (values.length < VALUES_MAX) change({ values: [...values, id] })
  }

  /** It is somebody else, who is not offered again; or the words are to be others. */
  function disagree(): void {
    const mistaken = questions.disagree()
    if (!mistaken) return
    pagePeople.offerNoMore(mistaken)
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
    isLooking,
    /** The site of the page, when it can be turned on. */
    site,
    isLikelyForSomebody,
    offered,
    left,
    missing,
    triedToSend,
    search,
    toNote,
    linkedUnknown,
    unknown: whoIsWho.unknown,
    asked: whoIsWho.asked,
    askFor: whoIsWho.askFor,
    isGuessed: whoIsWho.isGuessed,
    change,
    leavePageOut,
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
