import { useEffect } from 'preact/hooks'
import { formatNumber, t } from '../i18n.ts'
import { accountKey } from '../storage.ts'
import type { Connection, Session } from '../stored.ts'
import { act, trouble } from './act.ts'
import { Composer } from './Composer.tsx'
import { keptFor, type ConnectionStore } from './connection.ts'
import { Icon } from './Icon.tsx'
import { lazy } from './lazy.tsx'
import { Suggestion } from './Organisation.tsx'
import { painted } from './painted.ts'
import { Loading, Note, Spot } from './parts.tsx'
import { createPolicy, mustMove, type PolicyStore } from './policy.ts'
import { createPopup, type PopupStore, type Section } from './popup.ts'
import { Sent } from './Sent.tsx'
import { openSettings } from './toolbar-popup.ts'
import { useStore } from './use.ts'

const Connect = lazy(async () => (await import('./Connect.tsx')).Connect)
const Inbox = lazy(async () => (await import('./Inbox.tsx')).Inbox)
const Shared = lazy(async () => (await import('./Shared.tsx')).Shared)
const Unsent = lazy(async () => (await import('./Unsent.tsx')).Unsent)
/** On their way as soon as the pointer or the focus is at their tab: whoever presses Enter and Tab is to come into the view. */
const VIEWS: Partial<Record<Section, { ahead: () => void }>> = {
  inbox: Inbox,
  shared: Shared,
  unsent: Unsent,
}

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
          onTakenBack={openDraft}
        />
      )}
      {section.value === 'shared' && <Shared session={session} />}
      {section.value === 'unsent' && <Unsent connection={connection} onOpen={openDraft} />}
    </main>
  )
}

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
  if (!composer.value) return <Loading place="composer" />
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
      onFocus={VIEWS[name]?.ahead}
      onPointerEnter={VIEWS[name]?.ahead}
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
