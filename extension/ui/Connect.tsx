import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { t } from '../i18n.ts'
import type { Policy } from '../policy.ts'
import type { Connection } from '../stored.ts'
import { createConnect, wordsOf, type ConnectForm } from './connect.ts'
import { Light, Note } from './parts.tsx'
import { OpenInTab, ServerSet } from './ServerAddress.tsx'
import { Code, OtherWindow, Ways } from './SignIn.tsx'
import { useStore } from './use.ts'

interface Props {
  connection: Connection
  policy: Policy
  /** How many drafts and waiting sends are kept here for the person who left. */
  kept: number
  /** Whether it stands in a section of a page, below that page's heading. */
  within?: boolean
}

/** First run, signed out, or another server: one thing to paste, or what the server offers. What is wrong is said beside it. */
export function Connect({ connection, policy, kept, within = false }: Props) {
  const form = useStore(createConnect)
  const former = connection.kind === 'signed-out' ? connection.former : null
  const begun = form.begun.value
  const known = policy.server ?? begun?.server ?? former?.server
  useEffect(() => {
    if (known !== undefined) void form.lookAt(known, known === former?.server ? former.ways : [])
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- what was offered before is of the same server
  }, [form, known])
  const title = (words: ComponentChildren) => (within ? <h3>{words}</h3> : <h1>{words}</h1>)
  if (begun?.way === 'email') return <Code form={form} begun={begun} title={title} />
  if (begun?.way === 'oidc' && !begun.fault) return <OtherWindow form={form} begun={begun} title={title} />
  if (begun === undefined || form.isAsking.value) return <Asking title={title} />
  return (
    <div class="connect">
      <Light size={form.choice.value ? 72 : 92} />
      {title(t(former ? 'connect_again_title' : 'connect_title'))}
      <p class="lead">{lead(connection, policy, form)}</p>
      {kept > 0 && <p class="lead">{t('connect_kept', { count: kept })}</p>}
      {form.choice.value ? (
        <Ways form={form} ways={form.choice.value} former={former} policy={policy} />
      ) : (
        <Invitation form={form} policy={policy} />
      )}
    </div>
  )
}

function Asking({ title }: { title: (words: ComponentChildren) => ComponentChildren }) {
  return (
    <div class="connect" aria-busy="true">
      <Light size={92} />
      {title(<span class="spoken">{t('loading')}</span>)}
    </div>
  )
}

function lead(connection: Connection, policy: Policy, { choice, server }: ConnectForm): string {
  const mayChoose = choice.value !== null
  if (connection.kind === 'new')
    return t(mayChoose ? 'connect_lead_ways' : server.value === null ? 'connect_lead' : 'connect_lead_code')
  if (connection.kind === 'connected') {
    const moved = { server: policy.server ?? '', former: connection.session.server }
    return t(mayChoose ? 'connect_moved_ways' : 'connect_lead_moved', moved)
  }
  const { server: left, endedBy } = connection.former
  const [alone, ways] = LEFT[endedBy]
  return t(mayChoose ? ways : alone, { server: left })
}

/** What is said to whoever is signed out: where an invitation is the one way back, and where there are others. */
const LEFT = {
  person: ['connect_signed_out', 'connect_signed_out_ways'],
  server: ['connect_ended', 'connect_ended_ways'],
} as const

function Invitation({ form, policy }: { form: ConnectForm; policy: Policy }) {
  const isWorking = form.working.value === 'invite'
  const onSubmit = (event: Event) => {
    event.preventDefault()
    void form.connect()
  }
  return (
    <form class="way" onSubmit={onSubmit} noValidate>
      <InvitationFields form={form} policy={policy} />
      <button type="submit" class="primary" aria-disabled={isWorking}>
        {t(isWorking ? 'connect_working' : 'connect_button')}
      </button>
      {form.wantsInvitation.value && (
        <button type="button" class="link" onClick={() => (form.wantsInvitation.value = false)}>
          {t('sign_in_other_ways')}
        </button>
      )}
    </form>
  )
}

/** The server that a code alone would be for: the organisation's, or one that was chosen. */
function serverOf(form: ConnectForm, policy: Policy): string | null {
  return policy.server ?? (form.wantsInvitation.value ? form.server.value : null)
}

function InvitationFields({ form, policy }: { form: ConnectForm; policy: Policy }) {
  const trouble = form.trouble.value?.at === 'invite' ? form.trouble.value : null
  const server = serverOf(form, policy)
  const field = useRef<HTMLInputElement>(null)
  const codeField = useRef<HTMLInputElement>(null)
  // With the field itself, not a frame later: somebody may type at once.
  useLayoutEffect(() => field.current?.focus(), [])
  useLayoutEffect(() => {
    if (form.codeApart.value) codeField.current?.focus()
  }, [form.codeApart.value])
  return (
    <div class="fields">
      {server !== null && <ServerSet server={server} policy={policy} />}
      <label for="invitation">
        {t(server === null ? 'connect_invitation' : 'connect_invitation_or_code')}
      </label>
      <input
        id="invitation"
        ref={field}
        class="field"
        autocomplete="off"
        spellcheck={false}
        placeholder={server === null ? t('connect_invitation_example') : ''}
        value={form.invitation.value}
        aria-invalid={trouble !== null}
        aria-describedby={trouble ? 'connect-note' : undefined}
        onInput={(event) => (form.invitation.value = event.currentTarget.value)}
      />
      {form.codeApart.value && server === null && (
        <>
          <label for="code">{t('connect_code')}</label>
          <input
            id="code"
            ref={codeField}
            class="field"
            autocomplete="off"
            spellcheck={false}
            value={form.code.value}
            onInput={(event) => (form.code.value = event.currentTarget.value)}
          />
        </>
      )}
      {trouble && (
        <Note id="connect-note">
          {wordsOf(trouble)} {trouble.what === 'unreachable' && <OpenInTab server={trouble.server} />}
        </Note>
      )}
    </div>
  )
}
