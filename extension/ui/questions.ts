import { computed, signal, type Signal } from '@preact/signals'
import { createEntry, saysTheSame } from '../drafts.ts'
import { openStorage } from '../storage.ts'
import type { Draft, Recipient } from '../stored.ts'

/** What is asked once before a draft is sent: whether somebody is the one who is meant, whether the same words go out again. */
export type Question = { kind: 'sure'; person: Recipient } | { kind: 'again'; people: Recipient[] }

/** The questions about one draft. Each is asked once: the answers are kept as long as what they are about. */
export function createQuestions(draft: Signal<Draft>) {
  const asked = signal<{ question: Question; about: Draft } | null>(null)
  /** It goes when the draft changes. */
  const question = computed(() => (asked.value?.about === draft.value ? asked.value.question : null))
  /** The words of which the sender has said that they go out again. */
  let repeated: string | null = null

  async function areAnswered(): Promise<boolean> {
    const about = draft.value
    const found = await findQuestion(about, repeated)
    asked.value = found && { question: found, about }
    return found === null
  }

  function drop(): void {
    asked.value = null
  }

  /** Yes, it is them; yes, the same words again. @returns the recipients as the sender knows them now. */
  function agree(): Recipient[] {
    const { message, recipients } = draft.value
    const agreed = question.value
    if (agreed?.kind === 'again') repeated = message
    if (agreed?.kind !== 'sure') return recipients
    return recipients.map((one) => (one.id === agreed.person.id ? confirmed(one) : one))
  }

  /** No. @returns who is not meant, if that was the question. */
  function disagree(): Recipient | null {
    const denied = question.value
    drop()
    return denied?.kind === 'sure' ? denied.person : null
  }

  return { question, areAnswered, drop, agree, disagree }
}

function confirmed({ seenAs, ...person }: Recipient): Recipient {
  return seenAs ? { ...person, seenAs: { ...seenAs, isSure: true } } : person
}

async function findQuestion(draft: Draft, repeated: string | null): Promise<Question | null> {
  const person = draft.recipients.find(({ seenAs }) => seenAs?.isSure === false)
  if (person) return { kind: 'sure', person }
  if (draft.message === repeated) return null
  const people = await findWhoHadTheSame(draft)
  return people.length > 0 ? { kind: 'again', people } : null
}

/** Who of them got the same words from this account before, as far as this browser knows. */
async function findWhoHadTheSame(draft: Draft): Promise<Recipient[]> {
  const { id, account, owner, message, recipients } = draft
  const { recognition } = createEntry(draft)
  const storage = await openStorage()
  const [items, entries] = await Promise.all([storage.getAll('inbox'), storage.getAll('outbox')])
  const delivered = items.filter(({ sender }) => sender.id === owner.person.id)
  const underWay = entries
    .filter((entry) => entry.account === account && entry.state !== 'refused')
    .map((entry) => ({ ...entry.recognition, recipients: entry.recipients }))
  const words = plain(message)
  // Under its own id and to the same people it is this very one, sent from another window.
  const same = [...delivered, ...underWay].filter(
    (one) => plain(one.message) === words && !(one.id === id && saysTheSame(recognition, one)),
  )
  const had = new Set(same.flatMap((one) => one.recipients.map((recipient) => recipient.id)))
  return recipients.filter((recipient) => had.has(recipient.id))
}

/** Neither case nor spaces make other words of it. */
function plain(message: string): string {
  return message.normalize().toLocaleLowerCase().replaceAll(/\s+/g, ' ').trim()
}
