import { browser, type Browser } from 'wxt/browser'
import type { LearnedHandle, Match, MatchRequest, MyHandle, Reaction, SharedPage } from '../shared/api.ts'
import type { DeviceInfo } from '../shared/sign-in.ts'
import type { PreferencesChange } from '../shared/preferences.ts'
import type { Person, PersonId } from '../shared/recognition.ts'
import type { ConnectFault, Fault } from './faults.ts'
import type { Corner } from './launcher-choices.ts'
import type { Policy } from './policy.ts'
import type { Account, OfferedSite, Opening } from './stored.ts'
import type { Way } from './ways.ts'

export type SignInResult =
  | { kind: 'connected'; account: Account }
  | { kind: 'fault'; fault: ConnectFault; server: string | null }

/** `choose`: the server is there, and has more ways in than an invite code. */
export type ConnectResult = SignInResult | { kind: 'choose'; server: string; ways: Way[] }

export type WaysResult = { kind: 'ways'; ways: Way[] } | { kind: 'fault'; fault: ConnectFault }

export type CodeResult = { kind: 'sent' } | { kind: 'fault'; fault: ConnectFault }

/** What was asked of the server, or why it did not come. */
export type Outcome<T> = { kind: 'done'; value: T } | { kind: 'fault'; fault: Fault }

/** Which of the shared ones to show: of a team, of a value; null for all. */
export interface SharedChoice {
  team: string | null
  value: string | null
}

export type SendResult =
  | { kind: 'sent' }
  | { kind: 'queued'; fault: Fault | null }
  | { kind: 'rejected'; fault: Fault }

export type SyncResult = { kind: 'synced' } | { kind: 'fault'; fault: Fault }

/** `taken_back`: it could be undone yet, and its text is in a draft. */
export type WithdrawResult = SyncResult | { kind: 'taken_back'; draftKey: string }

export type PeopleResult = { kind: 'found'; people: Person[] } | { kind: 'fault'; fault: Fault }

/** Every message between contexts: what is asked, and what is answered. The launcher alone sends from a page. */
export interface Messages {
  'launcher.open': { ask: object; answer: null }
  /** Somebody came near to the chip in the corner. */
  'launcher.near': { ask: object; answer: null }
  'launcher.move': { ask: { corner: Corner }; answer: null }
  'launcher.hide': { ask: object; answer: null }
  /** Hiding is undone where it was done. */
  'launcher.show': { ask: object; answer: null }
  'composer.open': { ask: object; answer: Opening | null }
  'people.search': { ask: { query: string }; answer: PeopleResult }
  'people.match': { ask: MatchRequest; answer: Match[] | null }
  'people.invite': { ask: { email: string }; answer: Outcome<Person> }
  'people.tellHandles': { ask: { handles: LearnedHandle[] }; answer: null }
  'outbox.flush': { ask: { id?: string }; answer: SendResult }
  'outbox.retry': { ask: { id: string }; answer: SendResult }
  'outbox.takeBack': { ask: { id: string }; answer: { draftKey: string } | null }
  'outbox.discard': { ask: { id: string }; answer: null }
  'recognition.withdraw': { ask: { id: string }; answer: WithdrawResult }
  'recognition.publish': { ask: { id: string; publish: boolean }; answer: SyncResult }
  'recognition.report': { ask: { id: string; reason: string }; answer: SyncResult }
  'inbox.sync': { ask: { wait: boolean }; answer: SyncResult }
  'inbox.read': { ask: { id: string }; answer: null }
  /** Kept at once; what became of it stands with the item. Both null takes an answer back. */
  'inbox.answer': { ask: { id: string; answer: Reaction }; answer: null }
  'inbox.putAway': { ask: { id: string }; answer: null }
  /** With the address that a code alone is for, where that is known. */
  'session.connect': { ask: { invitation: string; code: string; server?: string }; answer: ConnectResult }
  'session.ways': { ask: { server: string }; answer: WaysResult }
  'session.sendCode': { ask: { server: string; email: string }; answer: CodeResult }
  'session.useCode': { ask: { code: string }; answer: SignInResult }
  /** Answered at the end of it; who asked may be gone by then, and finds out how it went in the storage. */
  'session.useOrganisation': { ask: { server: string }; answer: SignInResult }
  'session.giveUpSignIn': { ask: object; answer: null }
  'session.signOut': { ask: object; answer: null }
  'devices.list': { ask: object; answer: Outcome<DeviceInfo[]> }
  'devices.end': { ask: { id: string }; answer: Outcome<null> }
  'handles.list': { ask: object; answer: Outcome<MyHandle[]> }
  'handles.confirm': { ask: { id: string }; answer: Outcome<null> }
  'handles.remove': { ask: { id: string }; answer: Outcome<null> }
  /** What is named is changed, on the server and then here. */
  'preferences.change': { ask: { change: PreferencesChange }; answer: Outcome<null> }
  'preferences.mute': { ask: { sender: PersonId; isMuted: boolean }; answer: Outcome<null> }
  'shared.list': { ask: { choice: SharedChoice; after: string | null }; answer: Outcome<SharedPage> }
  'shared.meToo': { ask: { id: string; meToo: boolean }; answer: Outcome<null> }
  'me.export': { ask: object; answer: Outcome<string> }
  'me.leave': { ask: object; answer: Outcome<null> }
  'policy.read': { ask: object; answer: { policy: Policy; sites: OfferedSite[] } }
  'sites.showLauncher': { ask: { pattern: string }; answer: null }
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
