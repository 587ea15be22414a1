import { computed, signal } from '@preact/signals'
import { looksLikeEmail } from '../email.ts'
import type { ConnectFault } from '../faults.ts'
import { t } from '../i18n.ts'
import { ask } from '../messages.ts'
import { readSignIn } from '../storage.ts'
import { canChoose, type Way } from '../ways.ts'
import { live } from './live.ts'

/** So long the screen waits for the server's answer before it asks for an invitation. */
const PATIENCE_MS = 1500

/** What went wrong, and with which of the forms. */
interface Trouble {
  at: 'invite' | 'email' | 'code' | 'oidc'
  what: ConnectFault | 'background' | 'no_email' | 'not_eight'
  server?: string | null
}

/** How somebody comes to a session, and how far they are on the way. */
export function createConnect(until: AbortSignal) {
  /** Where to sign in, once that is known; null while any address may be pasted. */
  const server = signal<string | null>(null)
  const ways = signal<Way[]>([])
  const isAsking = signal(false)
  /** Asked for the field for an invitation, though there are other ways. */
  const wantsInvitation = signal(false)
  const invitation = signal('')
  const code = signal('')
  /** The code of an invitation has a field of its own only once an address came without one. */
  const codeApart = signal(false)
  const email = signal('')
  const digits = signal('')
  const resent = signal(false)
  const working = signal<Trouble['at'] | null>(null)
  const trouble = signal<Trouble | null>(null)
  const begun = live(readSignIn, ['signIn', 'session'], until)
  const choice = computed(() => (canChoose(ways.value) && !wantsInvitation.value ? ways.value : null))

  /** Asks what a server offers. Until it answers, what it offered the last time counts. */
  async function lookAt(address: string, before: Way[] = []): Promise<void> {
    if (server.value === address && canChoose(ways.value)) return
    server.value = address
    ways.value = before
    isAsking.value = !canChoose(before)
    setTimeout(() => (isAsking.value = false), PATIENCE_MS)
    const answer = await ask('session.ways', { server: address }).catch(() => null)
    if (server.value !== address) return
    isAsking.value = false
    // Never from under somebody's hands.
    if (answer?.kind === 'ways' && invitation.value === '') ways.value = answer.ways
  }

  function leaveServer(): void {
    server.value = null
    ways.value = []
    trouble.value = null
  }

  /** Only the last thing that was tried is in trouble; a button that works is not disabled: that would lose the focus. */
  async function attempt<T extends { kind: string }>(
    at: Trouble['at'],
    action: () => Promise<T | { kind: 'fault'; fault: ConnectFault; server?: string | null }>,
  ): Promise<T | null> {
    if (working.value) return null
    working.value = at
    // So that the same words again are heard again.
    trouble.value = null
    const result = await action().catch(() => ({ kind: 'fault', fault: 'background' }) as const)
    working.value = null
    if (!('fault' in result)) return result
    const { fault: what, ...where } = result
    trouble.value = { at, what, server: 'server' in where ? where.server : null }
    return null
  }

  async function connect(): Promise<void> {
    const known = server.value === null ? {} : { server: server.value }
    const result = await attempt('invite', () =>
      ask('session.connect', { invitation: invitation.value, code: code.value, ...known }),
    )
    if (trouble.value?.what === 'needs_code') codeApart.value = true
    if (result?.kind !== 'choose') return
    server.value = result.server
    ways.value = result.ways
    wantsInvitation.value = false
    invitation.value = ''
  }

  async function sendCode(address: string, to: string): Promise<void> {
    if (!looksLikeEmail(to)) trouble.value = { at: 'email', what: 'no_email' }
    else await attempt('email', () => ask('session.sendCode', { server: address, email: to }))
  }

  async function sendAnotherCode(address: string, to: string): Promise<void> {
    resent.value = false
    digits.value = ''
    const sent = await attempt('code', () => ask('session.sendCode', { server: address, email: to }))
    resent.value = sent !== null
  }

  async function enterCode(): Promise<void> {
    const typed = digitsIn(digits.value)
    resent.value = false
    if (typed.length === 8) await attempt('code', () => ask('session.useCode', { code: typed }))
    else trouble.value = { at: 'code', what: 'not_eight' }
  }

  /** Not waited for: the window that asks may be closed by the one that opens. */
  function openOrganisation(address: string): void {
    trouble.value = null
    ask('session.useOrganisation', { server: address }).catch(() => {
      trouble.value = { at: 'oidc', what: 'background' }
    })
  }

  function giveUp(): void {
    trouble.value = null
    digits.value = ''
    void ask('session.giveUpSignIn', {}).catch(() => undefined)
  }

  return {
    server,
    isAsking,
    wantsInvitation,
    choice,
    begun,
    working,
    trouble,
    invitation,
    code,
    codeApart,
    email,
    digits,
    resent,
    lookAt,
    leaveServer,
    connect,
    sendCode,
    sendAnotherCode,
    enterCode,
    openOrganisation,
    giveUp,
  }
}

export type ConnectForm = ReturnType<typeof createConnect>

/** The digits of any script that people type codes in, as the server wants them. */
function digitsIn(text: string): string {
  const DIGITS = /[0-9٠-٩۰-۹０-９]/g
  // In each of these scripts the last four bits are the number.
  return Array.from(text.matchAll(DIGITS), ([digit]) => (digit.codePointAt(0) ?? 0) & 0xf).join('')
}

/** Their own words promise that it is tried again by itself: so it is for what waits, but not here. */
const LATER: ReadonlySet<Trouble['what']> = new Set(['internal', 'not_ready', 'disk_full'])

export function wordsOf({ at, what }: Pick<Trouble, 'at' | 'what'>): string {
  if (what === 'no_email') return t('sign_in_no_email')
  if (what === 'not_eight') return t('code_eight')
  if (what === 'too_many_requests') return t('sign_in_too_many')
  if (LATER.has(what)) return t(at === 'invite' ? 'connect_later' : 'sign_in_later')
  return t(`problem_${what}`)
}
