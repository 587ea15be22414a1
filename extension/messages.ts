import { browser, type Browser } from 'wxt/browser'
import type { Match, MatchRequest } from '../shared/api.ts'
import type { Person } from '../shared/recognition.ts'
import type { Fault } from './faults.ts'
import type { Policy } from './policy.ts'
import type { Account, OfferedSite, Opening } from './storage.ts'

export type ConnectResult =
  | { kind: 'connected'; account: Account }
  | {
      kind: 'fault'
      fault: Fault | 'bad_address' | 'needs_https' | 'needs_code' | 'other_server' | 'background'
      server: string | null
    }

export type SendResult =
  | { kind: 'sent' }
  | { kind: 'queued'; fault: Fault | null }
  | { kind: 'rejected'; fault: Fault }

export type SyncResult = { kind: 'synced' } | { kind: 'fault'; fault: Fault }

export type PeopleResult = { kind: 'found'; people: Person[] } | { kind: 'fault'; fault: Fault }

/** Every message between contexts: what is asked, and what is answered. The launcher alone sends from a page. */
export interface Messages {
  'launcher.open': { ask: object; answer: null }
  'composer.open': { ask: object; answer: Opening | null }
  'people.search': { ask: { query: string }; answer: PeopleResult }
  'people.match': { ask: MatchRequest; answer: Match[] | null }
  'outbox.flush': { ask: { id?: string }; answer: SendResult }
  'outbox.retry': { ask: { id: string }; answer: SendResult }
  'outbox.takeBack': { ask: { id: string }; answer: { draftKey: string } | null }
  'outbox.discard': { ask: { id: string }; answer: null }
  'recognition.withdraw': { ask: { id: string }; answer: SyncResult }
  'recognition.publish': { ask: { id: string; publish: boolean }; answer: SyncResult }
  'inbox.sync': { ask: { wait: boolean }; answer: SyncResult }
  'inbox.read': { ask: { id: string }; answer: null }
  'session.connect': { ask: { invitation: string; code: string }; answer: ConnectResult }
  'session.signOut': { ask: object; answer: null }
  'policy.read': { ask: object; answer: { policy: Policy; sites: OfferedSite[] } }
  'sites.remove': { ask: { pattern: string }; answer: null }
  'tab.open': { ask: { url: string }; answer: null }
}

export type MessageType = keyof Messages
export type Ask<K extends MessageType> = Messages[K]['ask']
export type Answer<K extends MessageType> = Messages[K]['answer']

export type MessageHandlers = {
  [K in MessageType]: (ask: Ask<K>, sender: Browser.runtime.MessageSender) => Promise<Answer<K>>
}

/** What is answered when a handler fails: an error itself loses its class on the way. */
export const HANDLER_FAILED = { handlerFailed: true } as const

/** Asks the background. Rejects only when the background is gone or has a bug. */
export async function ask<K extends MessageType>(type: K, data: Ask<K>): Promise<Answer<K>> {
  const answer = await browser.runtime.sendMessage({ ...data, type })
  if (answer !== null && typeof answer === 'object' && 'handlerFailed' in answer)
    throw new Error(`The background could not answer ${type}`)
  return answer
}
