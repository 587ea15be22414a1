import { signal } from '@preact/signals'
import { v7 as uuidv7 } from 'uuid'
import { discardDraft, isWritten, keepDraft, queueDraft } from '../drafts.ts'
import type { Draft, Opening, OutboxEntry, Recipient } from '../stored.ts'
import { act } from './act.ts'
import { continued } from './ahead.ts'
import { noteUnsaved } from './unsaved.ts'

/**
 * One draft in one window, from its first letter to the outbox. Every change is stored at once.
 * @param isAhead whether the window was opened ahead of its page, which is to `arrive`.
 */
export function createWriting(start: Opening, isAhead: boolean) {
  const opening = signal(start)
  const draft = signal<Draft>({ ...start.draft, writer: uuidv7() })
  const isLooking = signal(isAhead)
  const wroteAhead = signal(false)
  const arrived = Promise.withResolvers<void>()
  if (!isAhead) arrived.resolve()
  let openedAt = Date.now()
  /** Set by the first change that the person makes: from then on nothing is prefilled. */
  let touched = start.resumed || start.linked !== null
  /** Once it is in the outbox, a key that comes late must not make a draft of it again. */
  let isQueued = false

  function change(part: Partial<Draft>): void {
    if (isQueued) return
    touched = true
    draft.value = { ...draft.value, ...part }
    act(keepDraft(draft.value, openedAt).then(noteUnsaved(draft.value, openedAt)))
  }

  /** Fills in who it is likely for: not over anything that the person did, and not stored, as nobody wrote it. */
  function prefill(recipient: Recipient): void {
    if (!touched) draft.value = { ...draft.value, recipients: [recipient] }
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
      wroteAhead.value = touched
      touched ||= next.resumed || next.linked !== null
      draft.value = continued(next.draft, ahead)
    }
    isLooking.value = false
    arrived.resolve()
    if (!next || !isWritten(ahead)) return
    change({})
    await discardDraft(ahead)
  }

  /** Moves it to the outbox, if it may go. Until that is known, and from then on, nothing changes it. */
  async function queue(mayGo: () => Promise<boolean>): Promise<OutboxEntry | null> {
    if (isQueued) return null
    isQueued = true
    let entry: OutboxEntry | null = null
    try {
      if (await mayGo()) entry = await queueDraft(draft.value, openedAt)
      return entry
    } finally {
      isQueued = entry !== null
    }
  }

  return {
    opening,
    draft,
    /** Whether the page is still being read. */
    isLooking,
    wroteAhead,
    hasArrived: arrived.promise,
    change,
    prefill,
    arrive,
    queue,
  }
}

export type Writing = ReturnType<typeof createWriting>
