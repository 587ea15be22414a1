import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { findDraft } from '../drafts.ts'
import { formatNumber, t } from '../i18n.ts'
import { ask } from '../messages.ts'
import { accountKey, type Connection, type Opening, type OutboxEntry, type Session } from '../storage.ts'
import { act, keepUp, trouble } from './act.ts'
import { openAhead } from './ahead.ts'
import { Composer } from './Composer.tsx'
import { createComposer, type ComposerStore } from './composer.ts'
import { keptFor, type ConnectionStore } from './connection.ts'
import { Icon } from './Icon.tsx'
import { createInbox } from './inbox.ts'
import { lazy } from './lazy.tsx'
import { Suggestion } from './Organisation.tsx'
import { painted } from './painted.ts'
import { Note, Spot } from './parts.tsx'
import { createPolicy, mustMove, type PolicyStore } from './policy.ts'
import { Sent } from './Sent.tsx'
import { openSettings } from './toolbar-popup.ts'
import { rescueUnsaved } from './unsaved.ts'
import { useStore } from './use.ts'

const Connect = lazy(async () => (await import('./Connect.tsx')).Connect)
const Inbox = lazy(async () => (await import('./Inbox.tsx')).Inbox)
const Shared = lazy(async () => (await import('./Shared.tsx')).Shared)
const Unsent = lazy(async () => (await import('./Unsent.tsx')).Unsent)

/** The window behind the toolbar icon. */
export function Popup({ connection }: { connection: ConnectionStore }) {
  const state = connection.connection.value
  if (!state) return <main class="popup" aria-busy="true" />
  return <Known state={state} connection={connection} />
}

interface KnownProps {
  state: Connection
  connection: ConnectionStore
}

/** Once it is known who is signed in: until then there is nothing to ask the background for. */
function Known({ state, connection }: KnownProps) {
  const policy = useStore((until) => createPolicy(until, painted()))
  if (state.kind === 'connected' && !mustMove(policy.policy.value, state.session)) {
    const { session } = state
    return <Signed key={accountKey(session)} session={session} connection={connection} policy={policy} />
  }
  return (
    <main class="popup">
      {trouble.value && <Note>{t(`problem_${trouble.value}`)}</Note>}
      <Connect connection={state} policy={policy.policy.value} kept={keptFor(state, connection)} />
    </main>
  )
}

/** When a window begins to look for what is new, however busy it is. */
const AT_THE_LATEST_MS = 300

const SECTIONS = ['send', 'inbox', 'shared', 'unsent'] as const
type Section = (typeof SECTIONS)[number]

function createPopup(session: Session, until: AbortSignal) {
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

interface SignedProps {
  session: Session
  connection: ConnectionStore
  policy: PolicyStore
}

function Signed({ session, connection, policy }: SignedProps) {
  const popup = useStore((until) => createPopup(session, until))
  const { section } = popup
  const openDraft = (key: string) => act(popup.openDraft(accountKey(session), key))
  return (
    <main class="popup">
      <Header popup={popup} connection={connection} features={session.features ?? []} />
      {trouble.value && <Note>{t(`problem_${trouble.value}`)}</Note>}
      {section.value === 'send' && <Send popup={popup} session={session} openDraft={openDraft} />}
      {section.value === 'send' && <Suggestion policy={policy} session={session} />}
      {section.value === 'inbox' && (
        <Inbox
          inbox={popup.inbox}
          values={session.values}
          features={session.features ?? []}
          onSendOne={() => (section.value = 'send')}
        />
      )}
      {section.value === 'shared' && <Shared session={session} />}
      {section.value === 'unsent' && <Unsent connection={connection} onOpen={openDraft} />}
    </main>
  )
}

type PopupStore = ReturnType<typeof createPopup>

interface SendProps {
  popup: PopupStore
  session: Session
  openDraft: (key: string) => void
}

function Send({ popup, session, openDraft }: SendProps) {
  const { composer, sent } = popup
  useEffect(() => {
    if (!composer.value) act(popup.open())
  }, [popup, composer])
  if (sent.value)
    return (
      <Sent key={sent.value.id} entry={sent.value} onTakenBack={openDraft} onDone={() => act(popup.open())} />
    )
  if (!composer.value) return <div class="composer" aria-busy="true" aria-label={t('loading')} />
  return (
    <Composer
      key={composer.value.draft.value.writer}
      composer={composer.value}
      values={session.values}
      features={session.features ?? []}
      isSuspended={session.suspended === true}
      onSent={(entry) => (sent.value = entry)}
    />
  )
}

interface HeaderProps {
  popup: PopupStore
  connection: ConnectionStore
  features: string[]
}

function Header({ popup, connection, features }: HeaderProps) {
  const unread = popup.inbox.unread.value
  const openKey = popup.sent.value ? undefined : popup.composer.value?.draft.value.key
  const drafts = connection.drafts.value.filter(
    ({ key }) => key !== openKey || popup.section.value !== 'send',
  )
  const unsent = drafts.length + connection.waiting.value.length
  return (
    <header>
      <Spot size={24} />
      <h1 class="brand">{t('extension_name')}</h1>
      <nav aria-label={t('nav_label')}>
        <Tab popup={popup} name="send" />
        <Tab popup={popup} name="inbox" count={unread} label={() => t('nav_unread', { count: unread })} />
        {features.includes('shared') && <Tab popup={popup} name="shared" />}
        {(unsent > 0 || connection.others.value.length > 0 || popup.section.value === 'unsent') && (
          <Tab
            popup={popup}
            name="unsent"
            count={unsent}
            label={() => t('nav_unsent_count', { count: unsent })}
          />
        )}
      </nav>
      <button
        type="button"
        class="bare"
        aria-label={t('open_options')}
        title={t('open_options')}
        onClick={() => act(openSettings())}
      >
        <Icon name="settings" />
      </button>
    </header>
  )
}

interface TabProps {
  popup: PopupStore
  name: Section
  count?: number
  /** Asked for only where it is said: the first number in words costs a window some milliseconds. */
  label?: () => string
}

function Tab({ popup, name, count = 0, label }: TabProps) {
  const here = popup.section.value === name
  return (
    <button
      type="button"
      class="tab"
      aria-current={here ? 'page' : undefined}
      onClick={() => (popup.section.value = name)}
    >
      {t(`nav_${name}`)}
      {count > 0 && (
        <span class="count">
          <span aria-hidden="true">{formatNumber(count)}</span>
          <span class="spoken">{label?.()}</span>
        </span>
      )}
    </button>
  )
}
