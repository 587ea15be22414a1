import { signal } from '@preact/signals'
import { findDraft } from '../drafts.ts'
import { t, tCount } from '../i18n.ts'
import { ask } from '../messages.ts'
import { accountKey, type Opening, type OutboxEntry, type Session } from '../storage.ts'
import { Composer } from './Composer.tsx'
import { Connect } from './Connect.tsx'
import { createConnection, type ConnectionStore } from './connection.ts'
import { createInbox } from './inbox.ts'
import { Inbox } from './Inbox.tsx'
import { Spot } from './parts.tsx'
import { Sent } from './Sent.tsx'
import { openSettings } from './toolbar-popup.ts'
import { Unsent } from './Unsent.tsx'
import { rescueUnsaved } from './unsaved.ts'
import { useStore } from './use.ts'

/** The window behind the toolbar icon. */
export function Popup() {
  const connection = useStore(createConnection)
  const state = connection.connection.value
  if (!state) return <main class="popup" aria-busy="true" />
  if (state.kind === 'connected')
    return <Signed key={accountKey(state.session)} session={state.session} connection={connection} />
  const kept = state.kind === 'signed-out' ? accountKey(state.former) : null
  return (
    <main class="popup">
      <Connect
        connection={state}
        kept={connection.others.value.find(({ account }) => account === kept)?.count ?? 0}
      />
    </main>
  )
}

type Section = 'send' | 'inbox' | 'unsent'

function createPopup({ person }: Session, until: AbortSignal) {
  const inbox = createInbox(person.id, until)
  const section = signal<Section>(sectionOf(location.hash))
  /** Undefined while the page is being read. */
  const opening = signal<Opening | null | undefined>(undefined)
  const sent = signal<OutboxEntry | null>(null)

  async function open(): Promise<void> {
    sent.value = null
    opening.value = undefined
    await rescueUnsaved()
    opening.value = await ask('composer.open', {}).catch(() => null)
  }

  /** Opens a stored draft in the place of the one at hand, which is stored too. */
  async function openDraft(account: string, key: string): Promise<void> {
    const draft = await findDraft(account, key)
    if (!draft) return
    opening.value = undefined
    await Promise.resolve()
    opening.value = { draft, resumed: true, linked: false, page: null, site: null }
    sent.value = null
    section.value = 'send'
  }

  void open()
  void inbox.watch()
  void ask('outbox.flush', {}).catch(() => null)
  return { inbox, section, opening, sent, open, openDraft }
}

function sectionOf(hash: string): Section {
  return hash === '#inbox' || hash === '#unsent' ? (hash.slice(1) as Section) : 'send'
}

function Signed({ session, connection }: { session: Session; connection: ConnectionStore }) {
  const popup = useStore((until) => createPopup(session, until))
  const { section } = popup
  const openDraft = (key: string) => void popup.openDraft(accountKey(session), key)
  return (
    <main class="popup">
      <Header popup={popup} connection={connection} />
      {section.value === 'send' && (
        <Send popup={popup} session={session} connection={connection} openDraft={openDraft} />
      )}
      {section.value === 'inbox' && (
        <Inbox inbox={popup.inbox} values={session.values} onSendOne={() => (section.value = 'send')} />
      )}
      {section.value === 'unsent' && <Unsent connection={connection} onOpen={openDraft} />}
    </main>
  )
}

type PopupStore = ReturnType<typeof createPopup>

interface SendProps {
  popup: PopupStore
  session: Session
  connection: ConnectionStore
  openDraft: (key: string) => void
}

function Send({ popup, session, connection, openDraft }: SendProps) {
  const { opening, sent } = popup
  if (sent.value)
    return (
      <Sent
        key={sent.value.id}
        entry={sent.value}
        connection={connection}
        onTakenBack={openDraft}
        onDone={() => void popup.open()}
      />
    )
  if (!opening.value) return <div class="composer" aria-busy="true" aria-label={t('loading')} />
  return (
    <Composer
      key={opening.value.draft.id}
      opening={opening.value}
      values={session.values}
      onSent={(entry) => (sent.value = entry)}
    />
  )
}

function Header({ popup, connection }: { popup: PopupStore; connection: ConnectionStore }) {
  const unread = popup.inbox.unread.value
  const openKey = popup.opening.value?.draft.key
  const drafts = connection.drafts.value.filter(
    ({ key }) => key !== openKey || popup.section.value !== 'send',
  )
  const unsent = drafts.length + connection.waiting.value.length
  return (
    <header>
      <Spot size={24} />
      <b class="brand">{t('extension_name')}</b>
      <nav aria-label={t('nav_label')}>
        <Tab popup={popup} name="send" />
        <Tab popup={popup} name="inbox" count={unread} label={tCount('nav_unread', unread)} />
        {(unsent > 0 || connection.others.value.length > 0 || popup.section.value === 'unsent') && (
          <Tab popup={popup} name="unsent" count={unsent} label={tCount('nav_unsent_count', unsent)} />
        )}
      </nav>
      <button
        type="button"
        class="bare"
        aria-label={t('open_options')}
        title={t('open_options')}
        onClick={() => void openSettings()}
      >
        ⚙
      </button>
    </header>
  )
}

interface TabProps {
  popup: PopupStore
  name: Section
  count?: number
  label?: string
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
          <span aria-hidden="true">{count}</span>
          <span class="spoken">{label}</span>
        </span>
      )}
    </button>
  )
}
