import { signal } from '@preact/signals'
import { useRef, useState } from 'preact/hooks'
import { t } from '../i18n.ts'
import { ask } from '../messages.ts'
import type { Policy } from '../policy.ts'
import { keepNotificationsOn, readNotificationsOn } from '../settings.ts'
import { accountKey } from '../storage.ts'
import type { Session } from '../stored.ts'
import { act, trouble } from './act.ts'
import { Connect } from './Connect.tsx'
import { createConnection, keptFor } from './connection.ts'
import { Devices } from './Devices.tsx'
import { Handles } from './Handles.tsx'
import { LanguageChoice } from './LanguageChoice.tsx'
import { IgnoredSettings } from './IgnoredSettings.tsx'
import { Leave } from './Leave.tsx'
import { SetByOrganisation } from './Organisation.tsx'
import { Avatar, Note, Spot, Stage } from './parts.tsx'
import { createPolicy, mustMove, type PolicyStore } from './policy.ts'
import { Reach } from './Reach.tsx'
import { Shortfalls } from './Shortfalls.tsx'
import { Sites } from './Sites.tsx'
import { Switch } from './Switch.tsx'
import { useStore } from './use.ts'

/** First run and settings: what is not connected yet asks for one thing only. */
export function Options() {
  const connection = useStore(createConnection)
  const policy = useStore(createPolicy)
  const state = connection.connection.value
  /** Whether this page asked for the invitation: then it says hello when that worked. */
  const askedHere = useRef(false)
  const [hasLeft, setLeft] = useState(false)
  if (!state) return <main class="options" aria-busy="true" />
  if (state.kind === 'connected' && !mustMove(policy.policy.value, state.session))
    return (
      <Settings
        key={accountKey(state.session)}
        session={state.session}
        policy={policy}
        welcome={askedHere.current}
        onLeft={() => setLeft(true)}
      />
    )
  askedHere.current = true
  if (hasLeft) return <Left />
  return (
    <main class="options first-run">
      <Connect connection={state} policy={policy.policy.value} kept={keptFor(state, connection)} />
      {state.kind === 'connected' && <Resting />}
      <IgnoredSettings settings={policy.policy.value.ignored} />
    </main>
  )
}

/** The last page of an account that is no more. */
function Left() {
  return (
    <main class="options first-run">
      <Stage whole title={t('left_title')}>
        <p role="status">{t('left_more')}</p>
      </Stage>
    </main>
  )
}

function SignOut() {
  return (
    <button type="button" class="link" onClick={() => act(ask('session.signOut', {}))}>
      {t('options_sign_out')}
    </button>
  )
}

/** The organisation moved to another server: what was received from the former one can still be taken out of this browser. */
function Resting() {
  return (
    <section class="resting">
      <SignOut />
      <p class="quiet">{t('options_sign_out_why')}</p>
    </section>
  )
}

interface SettingsProps {
  session: Session
  policy: PolicyStore
  welcome: boolean
  onLeft: () => void
}

function Settings({ session, policy, welcome, onLeft }: SettingsProps) {
  const { features = [] } = session
  return (
    <main class="options">
      {welcome ? (
        <Stage whole title={t('connect_done', { name: session.person.name })}>
          <p>{t('connect_done_more', { server: session.server })}</p>
          <p>{t('connect_pin')}</p>
        </Stage>
      ) : (
        <header>
          <Spot size={40} />
          <h1>{t('options_title')}</h1>
        </header>
      )}
      {trouble.value && <Note>{t(`problem_${trouble.value}`)}</Note>}
      <IgnoredSettings settings={policy.policy.value.ignored} />
      <You session={session} policy={policy.policy.value} />
      <Sites policy={policy} />
      <Shortfalls />
      <Notices />
      {features.includes('preferences') && <Reach />}
      <LanguageChoice policy={policy.policy.value} />
      {features.includes('handles') && <Handles />}
      {features.includes('devices') && <Devices />}
      {features.includes('leaving') && <Leave onLeft={onLeft} />}
    </main>
  )
}

function You({ session, policy }: { session: Session; policy: Policy }) {
  const [changing, setChanging] = useState(false)
  const { person, server } = session
  const isLocked = policy.locked.includes('server')
  return (
    <section aria-labelledby="you">
      <h2 id="you">{t('options_account')}</h2>
      <div class="you">
        <Avatar id={person.id} name={person.name} large />
        <p>
          <b>{person.name}</b>
          <small>{person.email}</small>
          <small>
            {server} {server === policy.server && <SetByOrganisation />}
          </small>
        </p>
      </div>
      {policy.server !== null && policy.server !== server && (
        <Note>{t('options_moved', { server: policy.server })}</Note>
      )}
      <div class="acts">
        <button type="button" class="link" onClick={() => setChanging(!changing)} aria-expanded={changing}>
          {t(changing ? 'options_keep' : isLocked ? 'options_change_person' : 'options_change')}
        </button>
        <SignOut />
      </div>
      <p class="quiet">{t(changing ? 'options_change_why' : 'options_sign_out_why')}</p>
      {changing && <Connect connection={{ kind: 'new' }} policy={policy} kept={0} within />}
    </section>
  )
}

function createNotices() {
  const on = signal(true)
  const set = (value: boolean) => {
    on.value = value
    act(keepNotificationsOn(value))
  }
  act(readNotificationsOn().then((value) => (on.value = value)))
  return { on, set }
}

function Notices() {
  const { on, set } = useStore(createNotices)
  return (
    <section>
      <Switch
        id="notifications"
        label={t('options_notifications')}
        why={t('options_notifications_why')}
        isOn={on.value}
        onChange={set}
      />
    </section>
  )
}
