import { computed, signal } from '@preact/signals'
import { MESSAGE_MAX_LENGTH, textLength } from '../../shared/limits.ts'
import { ask } from '../messages.ts'
import type { OutboxEntry } from '../stored.ts'
import { keepUp } from './act.ts'
import { isSameToRead } from './ahead.ts'
import { createQuestions } from './questions.ts'
import type { WhoIsWho } from './who-is-who.ts'
import type { Writing } from './writing.ts'

/** What keeps a draft from being sent, each beside its own field. */
interface Missing {
  recipient: boolean
  message: boolean
  tooLong: boolean
}

interface Parts {
  writing: Writing
  /** Makes recipients of those who were typed and not chosen, as far as that is certain. */
  takeTyped: () => Promise<boolean>
  whoIsWho: WhoIsWho
}

/** How a draft is sent: what is missing, what is asked before, and who learns of it. */
export function createSending({ writing, takeTyped, whoIsWho }: Parts) {
  const { draft } = writing
  const triedToSend = signal(false)
  const questions = createQuestions(draft)
  const left = computed(() => MESSAGE_MAX_LENGTH - textLength(draft.value.message))
  const missing = computed<Missing>(() => ({
    recipient: draft.value.recipients.length === 0,
    message: draft.value.message.trim() === '',
    tooLong: left.value < 0,
  }))
  /** Those who want no bright spots. */
  const inPerson = computed(() => draft.value.recipients.filter((person) => person.inPerson))

  function isComplete(): boolean {
    return !Object.values(missing.value).includes(true) && inPerson.value.length === 0
  }

  /** Queues the draft when it is complete. From here on it is in the outbox, and sent whatever happens to this window. */
  async function send(): Promise<OutboxEntry | null> {
    triedToSend.value = true
    const seen = draft.value
    await writing.hasArrived
    // What came with the page from before (words, people, who may see it) is looked at first.
    if (!isSameToRead(draft.value, seen) || !(await takeTyped()) || !isComplete()) return null
    const entry = await writing.queue(questions.areAnswered)
    const handles = entry ? whoIsWho.learned(entry.recipients) : []
    if (handles.length > 0) keepUp(ask('people.tellHandles', { handles }))
    return entry
  }

  /** Yes, it is them; yes, the same words again. It may be sent. */
  function agree(): void {
    const agreed = questions.question.value
    if (agreed?.kind === 'sure') whoIsWho.confirm(agreed.person)
    writing.change({ recipients: questions.agree() })
  }

  return { triedToSend, left, missing, inPerson, questions, send, agree }
}
