import { signal } from '@preact/signals'
import { findDraft } from '../drafts.ts'
import { ask } from '../messages.ts'
import type { Opening, OutboxEntry, Session } from '../stored.ts'
import { act, keepUp } from './act.ts'
import { openAhead } from './ahead.ts'
import { createComposer, type ComposerStore } from './composer.ts'
import { createInbox } from './inbox.ts'
import { painted } from './painted.ts'
import { rescueUnsaved } from './unsaved.ts'

/** When a window begins to look for what is new, however busy it is. */
const AT_THE_LATEST_MS = 300

const SECTIONS = ['send', 'inbox', 'shared', 'unsent'] as const
export type Section = (typeof SECTIONS)[number]

/** What the window behind the toolbar icon shows, and begins to do. */
export function createPopup(session: Session, until: AbortSignal) {
  const inbox = createInbox(session.person.id, until)
  const section = signal<Section>(sectionOf(location.hash))
  /** Lives beside the views: going to the inbox and back changes nothing in it. Null while there is none yet. */
  const composer = signal<ComposerStore | null>(null)
  const sent = signal<OutboxEntry | null>(null)
  let isOpening = false

  /**
   * Shows a composer to write in, and reads the page for it: not before it is looked at, a window that shows the inbox has no
   * business there.
   */
  async function open(): Promise<void> {
    if (isOpening) return
    isOpening = true
    const ahead = createComposer(openAhead(session), true)
    show(ahead)
    let opening: Opening | null = null
    try {
      await painted()
      await rescueUnsaved()
      opening = await ask('composer.open', {})
    } finally {
      isOpening = false
      await ahead.arrive(opening)
    }
    keepUp(ahead.lookAtPage())
  }

  function show(shown: ComposerStore): void {
    composer.value = shown
    sent.value = null
  }

  /** Opens a stored draft in the place of the one at hand, which is stored too. */
  async function openDraft(account: string, key: string): Promise<void> {
    const draft = waitsForPage(key) ? undefined : await findDraft(account, key)
    if (draft) show(createComposer({ draft, resumed: true, linked: null, seen: null, site: null }))
    section.value = 'send'
  }

  /** Then it is at hand already, and about to move to its page: a second one would keep what has moved. */
  function waitsForPage(key: string): boolean {
    const { isLooking, draft } = composer.value ?? {}
    return isLooking?.value === true && draft?.value.key === key
  }

  if (section.value === 'send') act(open())
  // The form comes first: what goes on behind it would take the processor from its first paint.
  requestIdleCallback(
    () => {
      keepUp(inbox.watch())
      keepUp(ask('outbox.flush', {}))
    },
    { timeout: AT_THE_LATEST_MS },
  )
  return { inbox, section, composer, sent, open, openDraft }
}

function sectionOf(hash: string): Section {
  return SECTIONS.find((section) => hash === `#${section}`) ?? 'send'
}

export type PopupStore = ReturnType<typeof createPopup>
