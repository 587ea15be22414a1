import { signal } from '@preact/signals'
import { useRef, useState } from 'preact/hooks'
import { browser } from 'wxt/browser'
import { t } from '../i18n.ts'
import { ask } from '../messages.ts'
import { keepNotificationsOn, readNotificationsOn, accountKey, onChanged, type Session } from '../storage.ts'
import { act, keepUp } from './act.ts'
import { Connect } from './Connect.tsx'
import { createConnection } from './connection.ts'
import { LanguageChoice } from './LanguageChoice.tsx'
import { Avatar, Spot, Stage } from './parts.tsx'
import { useStore } from './use.ts'

/** First run and settings: what is not connected yet asks for one thing only. */
export function Options() {
  const connection = useStore(createConnection)
  const state = connection.connection.value
  /** Whether this page asked for the invitation: then it says hello when that worked. */
  const askedHere = useRef(false)
  if (!state) return <main class="options" aria-busy="true" />
  if (state.kind === 'connected')
    return <Settings key={accountKey(state.session)} session={state.session} welcome={askedHere.current} />
  askedHere.current = true
  const left = state.kind === 'signed-out' ? accountKey(state.former) : null
  const kept = connection.others.value.find(({ account }) => account === left)?.count ?? 0
  return (
    <main class="options first-run">
      <Connect connection={state} kept={kept} />
    </main>
  )
}

function Settings({ session, welcome }: { session: Session; welcome: boolean }) {
  return (
    <main class="options">
      {welcome ? (
        <Stage title={t('connect_done', { name: session.person.name })}>
          <p>{t('connect_done_more', { server: session.server })}</p>
          <p>{t('connect_pin')}</p>
        </Stage>
      ) : (
        <header>
          <Spot size={40} />
          <h1>{t('options_title')}</h1>
        </header>
      )}
      <You session={session} />
      <Sites />
      <Notices />
      <LanguageChoice />
    </main>
  )
}

function You({ session }: { session: Session }) {
  const [changing, setChanging] = useState(false)
  const { person, server } = session
  return (
    <section aria-labelledby="you">
      <h2 id="you">{t('options_account')}</h2>
      <div class="you">
        <Avatar id={person.id} name={person.name} large />
        <p>
          <b>{person.name}</b>
          <small>{person.email}</small>
          <small>{server}</small>
        </p>
      </div>
      <div class="acts">
        <button type="button" class="link" onClick={() => setChanging(!changing)} aria-expanded={changing}>
          {t(changing ? 'options_keep' : 'options_change')}
        </button>
        <button type="button" class="link" onClick={() => act(ask('session.signOut', {}))}>
          {t('options_sign_out')}
        </button>
      </div>
      <p class="quiet">{t(changing ? 'options_change_why' : 'options_sign_out_why')}</p>
      {changing && <Connect connection={{ kind: 'new' }} kept={0} />}
    </section>
  )
}

/** What the browser granted is the list: nothing of our own can disagree with it. */
function createSites(until: AbortSignal) {
  const patterns = signal<string[]>([])
  const refresh = async () => {
    const { origins = [] } = await browser.permissions.getAll()
    patterns.value = origins.filter((origin) => /^https?:\/\/[^*/]+\/\*$/.test(origin)).toSorted()
  }
  onChanged((changed) => {
    if (changed === 'sites') keepUp(refresh())
  }, until)
  keepUp(refresh())
  return patterns
}

function Sites() {
  const patterns = useStore(createSites)
  return (
    <section aria-labelledby="sites">
      <h2 id="sites">{t('options_sites')}</h2>
      <p class="quiet">{t(patterns.value.length > 0 ? 'options_sites_why' : 'options_sites_none')}</p>
      <ul class="sites">
        {patterns.value.map((pattern) => (
          <li key={pattern}>
            <span>{new URL(pattern.replace('*', '')).host}</span>
            <button
              type="button"
              class="link"
              aria-label={t('options_site_off_label', { site: new URL(pattern.replace('*', '')).host })}
              onClick={() => act(ask('sites.remove', { pattern }))}
            >
              {t('options_site_off')}
            </button>
          </li>
        ))}
      </ul>
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
      <label class="switch" for="notifications">
        <input
          id="notifications"
          type="checkbox"
          checked={on.value}
          onChange={(event) => set(event.currentTarget.checked)}
        />
        <span>
          <b>{t('options_notifications')}</b>
          <small>{t('options_notifications_why')}</small>
        </span>
      </label>
    </section>
  )
}
