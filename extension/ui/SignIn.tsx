import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { t } from '../i18n.ts'
import type { Policy } from '../policy.ts'
import type { FormerSession, SignIn } from '../stored.ts'
import type { Way } from '../ways.ts'
import { wordsOf, type ConnectForm } from './connect.ts'
import { ticking } from './live.ts'
import { Light, Note } from './parts.tsx'
import { OpenInTab, ServerSet } from './ServerAddress.tsx'
import { useStore } from './use.ts'

interface WaysProps {
  form: ConnectForm
  ways: Way[]
  former: FormerSession | null
  policy: Policy
}

/** What the server offers, the organisation's own sign-in first. The cursor is where one went in the last time. */
export function Ways({ form, ways, former, policy }: WaysProps) {
  const server = form.server.value ?? ''
  const offersOidc = ways.includes('oidc')
  const byEmail = ways.includes('email')
  const isEmailFirst = byEmail && (!offersOidc || former?.way === 'email')
  return (
    <div class="way">
      <ServerSet server={server} policy={policy} />
      {offersOidc && <Organisation form={form} server={server} focused={!isEmailFirst} />}
      {offersOidc && byEmail && <p class="or">{t('sign_in_or')}</p>}
      {byEmail && <Email form={form} former={former} focused={isEmailFirst} isSecond={offersOidc} />}
      <div class="acts">
        {ways.includes('invite') && (
          <button type="button" class="link" onClick={() => (form.wantsInvitation.value = true)}>
            {t('sign_in_invite')}
          </button>
        )}
        {policy.server === null && (
          <button type="button" class="link" onClick={form.leaveServer}>
            {t('connect_other_server')}
          </button>
        )}
      </div>
    </div>
  )
}

interface OrganisationProps {
  form: ConnectForm
  server: string
  focused: boolean
}

/** What went wrong in its window stands here when one comes back. */
function Organisation({ form, server, focused }: OrganisationProps) {
  const button = useRef<HTMLButtonElement>(null)
  const begun = form.begun.value
  const trouble = form.trouble.value
  const what = trouble?.at === 'oidc' ? trouble.what : begun?.way === 'oidc' ? begun.fault : null
  useLayoutEffect(() => {
    if (focused) button.current?.focus()
  }, [focused])
  return (
    <>
      <button
        ref={button}
        type="button"
        class="primary"
        aria-describedby={what ? 'oidc-note' : undefined}
        onClick={() => form.openOrganisation(server)}
      >
        {t('sign_in_organisation')}
      </button>
      {what && (
        <Note id="oidc-note">
          {wordsOf({ at: 'oidc', what })} {what === 'unreachable' && <OpenInTab server={server} />}
        </Note>
      )}
    </>
  )
}

interface EmailProps {
  form: ConnectForm
  former: FormerSession | null
  focused: boolean
  isSecond: boolean
}

function Email({ form, former, focused, isSecond }: EmailProps) {
  const server = form.server.value ?? ''
  const field = useRef<HTMLInputElement>(null)
  const trouble = form.trouble.value?.at === 'email' ? form.trouble.value : null
  const isWorking = form.working.value === 'email'
  useLayoutEffect(() => {
    // Once: an address that somebody emptied stays so.
    if (former?.server === server) form.email.value ||= former.person.email
    if (focused) field.current?.focus()
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- as the form comes up, and not later
  }, [])
  const onSubmit = (event: Event) => {
    event.preventDefault()
    void form.sendCode(server, form.email.value)
  }
  return (
    <form class="way" onSubmit={onSubmit} noValidate>
      <div class="fields">
        <label for="email">{t('sign_in_email')}</label>
        <input
          id="email"
          ref={field}
          class="field"
          type="email"
          dir="ltr"
          autocomplete="email"
          spellcheck={false}
          value={form.email.value}
          aria-invalid={trouble !== null}
          aria-describedby={trouble ? 'email-note' : undefined}
          onInput={(event) => (form.email.value = event.currentTarget.value)}
        />
        {trouble && (
          <Note id="email-note">
            {wordsOf(trouble)} {trouble.what === 'unreachable' && <OpenInTab server={server} />}
          </Note>
        )}
      </div>
      <button type="submit" class={isSecond ? 'second' : 'primary'} aria-disabled={isWorking}>
        {t(isWorking ? 'sign_in_sending' : 'sign_in_send_code')}
      </button>
    </form>
  )
}

interface BegunProps<W extends Way> {
  form: ConnectForm
  begun: SignIn & { way: W }
  title: (words: string) => ComponentChildren
}

/** The mail is in another window, and this one is closed by looking at it: it comes up here again. */
export function Code({ form, begun, title }: BegunProps<'email'>) {
  const isWorking = form.working.value === 'code'
  const onSubmit = (event: Event) => {
    event.preventDefault()
    void form.enterCode()
  }
  return (
    <form class="connect" onSubmit={onSubmit} noValidate>
      <Light size={92} />
      {title(t('code_title'))}
      <p class="lead">{t('code_lead', { email: begun.email })}</p>
      <CodeField form={form} />
      <button type="submit" class="primary" aria-disabled={isWorking}>
        {t(isWorking ? 'code_working' : 'code_button')}
      </button>
      <div class="acts">
        <Resend form={form} begun={begun} />
        <OtherWays form={form} />
      </div>
      <p class="quiet" role="status">
        {form.resent.value && t('code_resent')}
      </p>
    </form>
  )
}

function CodeField({ form }: { form: ConnectForm }) {
  const field = useRef<HTMLInputElement>(null)
  const trouble = form.trouble.value?.at === 'code' ? form.trouble.value : null
  useLayoutEffect(() => field.current?.focus(), [])
  return (
    <div class="fields">
      <label for="digits">{t('code_label')}</label>
      <input
        id="digits"
        ref={field}
        class="field digits"
        dir="ltr"
        inputMode="numeric"
        autocomplete="one-time-code"
        spellcheck={false}
        value={form.digits.value}
        aria-invalid={trouble !== null}
        aria-describedby={trouble ? 'digits-note' : undefined}
        onInput={(event) => (form.digits.value = event.currentTarget.value)}
      />
      {trouble && <Note id="digits-note">{wordsOf(trouble)}</Note>}
    </div>
  )
}

/** A mail takes a while: who is impatient gets one more, not ten. */
const RESEND_AFTER_MS = 60_000

function Resend({ form, begun }: Pick<BegunProps<'email'>, 'form' | 'begun'>) {
  const now = useStore(ticking)
  const seconds = Math.ceil((begun.beganAt + RESEND_AFTER_MS - now.value) / 1000)
  const onClick = () => {
    if (seconds <= 0) void form.sendAnotherCode(begun.server, begun.email)
  }
  return (
    <button type="button" class="link" aria-disabled={seconds > 0} onClick={onClick}>
      {seconds > 0 ? t('code_resend_in', { seconds }) : t('code_resend')}
    </button>
  )
}

function OtherWays({ form }: { form: ConnectForm }) {
  return (
    <button type="button" class="link" onClick={form.giveUp}>
      {t('sign_in_other_ways')}
    </button>
  )
}

/** While the organisation's sign-in is open in a window of its own. */
export function OtherWindow({ form, begun, title }: BegunProps<'oidc'>) {
  return (
    <div class="connect">
      <Light size={92} />
      {title(t('organisation_wait'))}
      <p class="lead">{t('organisation_wait_more')}</p>
      <div class="acts">
        <button type="button" class="second" onClick={() => form.openOrganisation(begun.server)}>
          {t('organisation_again')}
        </button>
        <OtherWays form={form} />
      </div>
    </div>
  )
}
