import { signal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { t } from '../i18n.ts'
import { ask, type ConnectResult } from '../messages.ts'
import type { Policy } from '../policy.ts'
import type { Connection } from '../storage.ts'
import { Light, Note } from './parts.tsx'
import { SetByOrganisation } from './Organisation.tsx'
import { useStore } from './use.ts'

interface Props {
  connection: Connection
  policy: Policy
  /** How many drafts and waiting sends are kept here for the person who left. */
  kept: number
  /** Whether it stands in a section of a page, below that page's heading. */
  within?: boolean
}

type ConnectFault = Extract<ConnectResult, { kind: 'fault' }>

function createConnect() {
  const invitation = signal('')
  const code = signal('')
  const working = signal(false)
  const fault = signal<ConnectFault | null>(null)
  /** The code has a field of its own only once an address came without one. */
  const codeApart = signal(false)

  async function connect(): Promise<void> {
    // Not by a disabled button: that would lose the focus.
    if (working.value) return
    working.value = true
    // So that the same words again are heard again.
    fault.value = null
    const result = await ask('session.connect', { invitation: invitation.value, code: code.value }).catch(
      () => BACKGROUND_GONE,
    )
    working.value = false
    fault.value = result.kind === 'fault' ? result : null
    if (result.kind === 'fault' && result.fault === 'needs_code') codeApart.value = true
  }
  return { invitation, code, working, fault, codeApart, connect }
}

const BACKGROUND_GONE: ConnectFault = { kind: 'fault', fault: 'background', server: null }

/** First run, signed out, or another server: one thing to paste. What is wrong with it is said beside it. */
export function Connect({ connection, policy, kept, within = false }: Props) {
  const form = useStore(createConnect)
  const onSubmit = (event: Event) => {
    event.preventDefault()
    void form.connect()
  }
  const title = t(connection.kind === 'signed-out' ? 'connect_again_title' : 'connect_title')
  return (
    <form class="connect" onSubmit={onSubmit} noValidate>
      <Light size={92} />
      {within ? <h3>{title}</h3> : <h1>{title}</h1>}
      <p class="lead">{lead(connection, policy)}</p>
      {kept > 0 && <p class="lead">{t('connect_kept', { count: kept })}</p>}
      <InvitationFields form={form} server={policy.server} />
      <button type="submit" class="primary" aria-disabled={form.working.value}>
        {t(form.working.value ? 'connect_working' : 'connect_button')}
      </button>
    </form>
  )
}

function lead(connection: Connection, policy: Policy): string {
  if (connection.kind === 'new') return t(policy.server === null ? 'connect_lead' : 'connect_lead_code')
  if (connection.kind === 'connected')
    return t('connect_lead_moved', { server: policy.server ?? '', former: connection.session.server })
  const { server, endedBy } = connection.former
  return t(endedBy === 'person' ? 'connect_signed_out' : 'connect_ended', { server })
}

/** The address is known: nothing to type, and where it is locked nothing to change. */
function ServerSet({ server }: { server: string }) {
  return (
    <p class="server-set">
      <span class="spoken">{t('connect_server')}</span>
      <bdi>{server}</bdi> <SetByOrganisation />
    </p>
  )
}

type Form = ReturnType<typeof createConnect>

/** Their own words promise that it is tried again by itself: so it is for what waits, but not here. */
const LATER: ReadonlySet<ConnectFault['fault']> = new Set([
  'too_many_requests',
  'internal',
  'not_ready',
  'disk_full',
])

/** Needed only for an address that cannot be reached: there the browser's own words say more than an extension may know. */
function InvitationFields({ form, server }: { form: Form; server: string | null }) {
  const fault = form.fault.value
  const field = useRef<HTMLInputElement>(null)
  const codeField = useRef<HTMLInputElement>(null)
  // With the field itself, not a frame later: somebody may type at once.
  useLayoutEffect(() => field.current?.focus(), [])
  useLayoutEffect(() => {
    if (form.codeApart.value) codeField.current?.focus()
  }, [form.codeApart.value])
  return (
    <div class="fields">
      {server !== null && <ServerSet server={server} />}
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
        aria-invalid={fault !== null}
        aria-describedby={fault ? 'connect-note' : undefined}
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
      {fault && (
        <Note id="connect-note">
          {LATER.has(fault.fault) ? t('connect_later') : t(`problem_${fault.fault}`)}{' '}
          {fault.fault === 'unreachable' && fault.server && (
            <a href={fault.server} target="_blank" rel="noopener noreferrer">
              {t('connect_open_tab')}
            </a>
          )}
        </Note>
      )}
    </div>
  )
}
