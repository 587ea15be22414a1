import { browser } from 'wxt/browser'
import type { Fault } from '../faults.ts'
import type { MessageHandlers } from '../messages.ts'
import type { Session } from '../stored.ts'
import {
  confirmHandle,
  endDevice,
  exportMe,
  leave,
  listDevices,
  listHandles,
  removeHandle,
} from './account.ts'
import { keepAnswer, tellAnswers } from './answering.ts'
import { armChip, hideLauncher, moveChip, showLauncher } from './chip.ts'
import { openComposerWindow } from './composer-window.ts'
import { applyCode, sendCode } from './email-sign-in.ts'
import { answerPublication, markRead, syncInbox, tellRead, withdraw } from './inbox.ts'
import { noticeArrived, noticeRefused } from './notices.ts'
import { openComposer, prepareComposer } from './opening.ts'
import { signInWithOrganisation } from './organisation-sign-in.ts'
import {
  discardEntry,
  flushOutbox,
  retryAll,
  retryEntry,
  sendResult,
  takeBack,
  withdrawNow,
} from './outbox.ts'
import { invitePerson, matchPeople, searchPeople } from './people.ts'
import { readPolicy } from './policy.ts'
import { changePreferences, mute } from './preferences.ts'
import { putAway, report } from './reporting.ts'
import { connect, endSession, findSession, signOut } from './session.ts'
import { listShared, sayMeToo } from './shared.ts'
import { askWays, giveUpSignIn } from './sign-in.ts'
import { listSites, removeSite, siteOf } from './sites.ts'
import { noteHandles, tellHandles } from './tell-handles.ts'

/** Sends what is due. */
export const flush = () => flushOutbox(noticeRefused)

/** Reads what is new, without waiting for more. */
export const sync = () => syncInbox(false, noticeArrived)

/** Whoever has just signed in finds what waited sent and what is new there. */
async function andBegin<T extends { kind: string }>(signingIn: Promise<T>): Promise<T> {
  const result = await signingIn
  if (result.kind === 'connected') {
    void flush()
    void sync()
  }
  return result
}

/** What cannot be told now is told with the next look at the inbox. */
async function tellNow(tell: (session: Session) => Promise<Fault | null>): Promise<void> {
  const session = await findSession()
  const fault = session && (await tell(session))
  if (session && fault === 'signed_out') await endSession(session, 'server')
}

/** What the background answers to each message. */
export const answers: MessageHandlers = {
  'launcher.open': async (_ask, sender) => {
    // A button that outlived its site's permission opens nothing: the page could not be read.
    if (!sender.tab || !(await siteOf(sender.tab))?.on) return null
    await prepareComposer(sender.tab, {})
    await openComposerWindow(sender.tab.windowId)
    return null
  },
  'launcher.near': async (_ask, { tab }) => {
    await armChip(tab)
    return null
  },
  'launcher.move': async ({ corner }, { tab }) => {
    await moveChip(tab, corner)
    return null
  },
  'launcher.hide': async (_ask, { tab }) => {
    await hideLauncher(tab)
    return null
  },
  'launcher.show': async (_ask, { tab }) => {
    await showLauncher(tab)
    return null
  },
  'composer.open': () => openComposer(),
  'people.search': ({ query }) => searchPeople(query),
  'people.match': (request) => matchPeople(request),
  'people.invite': ({ email }) => invitePerson(email),
  'people.tellHandles': async ({ handles }) => {
    await noteHandles(handles)
    void tellHandles()
    return null
  },
  'outbox.flush': async ({ id }) => {
    if (id === undefined) await retryAll()
    await flush()
    return id === undefined ? { kind: 'sent' } : sendResult(id)
  },
  'outbox.retry': async ({ id }) => {
    await retryEntry(id)
    await flush()
    return sendResult(id)
  },
  'outbox.takeBack': async ({ id }) => {
    const taken = await takeBack(id)
    void withdrawNow(id)
    return taken
  },
  'outbox.discard': async ({ id }) => {
    await discardEntry(id)
    void withdrawNow(id)
    return null
  },
  'recognition.withdraw': ({ id }) => withdraw(id),
  'recognition.publish': ({ id, publish }) => answerPublication(id, publish),
  'recognition.report': ({ id, reason }) => report(id, reason),
  'inbox.sync': ({ wait }) => syncInbox(wait, noticeArrived),
  'inbox.read': async ({ id }) => {
    await markRead(id)
    await tellNow(tellRead)
    return null
  },
  'inbox.answer': async ({ id, answer }) => {
    await keepAnswer(id, answer)
    await tellNow(tellAnswers)
    return null
  },
  'inbox.putAway': async ({ id }) => {
    await putAway(id)
    return null
  },
  'session.connect': ({ invitation, code, server }) => andBegin(connect(invitation, code, server)),
  'session.ways': ({ server }) => askWays(server),
  'session.sendCode': ({ server, email }) => sendCode(server, email),
  'session.useCode': ({ code }) => andBegin(applyCode(code)),
  'session.useOrganisation': ({ server }) => andBegin(signInWithOrganisation(server)),
  'session.giveUpSignIn': async () => {
    await giveUpSignIn()
    return null
  },
  'session.signOut': async () => {
    await signOut()
    return null
  },
  'devices.list': () => listDevices(),
  'devices.end': ({ id }) => endDevice(id),
  'handles.list': () => listHandles(),
  'handles.confirm': ({ id }) => confirmHandle(id),
  'handles.remove': ({ id }) => removeHandle(id),
  'preferences.change': ({ change }) => changePreferences(change),
  'preferences.mute': ({ sender, isMuted }) => mute(sender, isMuted),
  'shared.list': ({ choice, after }) => listShared(choice, after),
  'shared.meToo': ({ id, meToo }) => sayMeToo(id, meToo),
  'me.export': () => exportMe(),
  'me.leave': () => leave(),
  'policy.read': async () => {
    const policy = await readPolicy()
    return { policy, sites: await listSites(policy) }
  },
  'sites.showLauncher': async ({ pattern }) => {
    await showLauncher(pattern)
    return null
  },
  'sites.remove': async ({ pattern }) => {
    await removeSite(pattern)
    return null
  },
  'tab.open': async ({ url }) => {
    if (/^https?:/.test(url)) await browser.tabs.create({ url })
    return null
  },
}
