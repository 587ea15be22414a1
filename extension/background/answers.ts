import { browser } from 'wxt/browser'
import type { MessageHandlers } from '../messages.ts'
import { openComposerWindow } from './composer-window.ts'
import { answerPublication, markRead, syncInbox, tellRead, withdraw } from './inbox.ts'
import { noticeArrived, noticeRefused } from './notices.ts'
import { openComposer, prepareComposer } from './opening.ts'
import {
  discardEntry,
  flushOutbox,
  retryAll,
  retryEntry,
  sendResult,
  takeBack,
  withdrawNow,
} from './outbox.ts'
import { matchPeople, searchPeople } from './people.ts'
import { readPolicy } from './policy.ts'
import { connect, endSession, findSession, signOut } from './session.ts'
import { listSites, removeSite, siteOf } from './sites.ts'

/** Sends what is due. */
export const flush = () => flushOutbox(noticeRefused)

/** Reads what is new, without waiting for more. */
export const sync = () => syncInbox(false, noticeArrived)

/** What the background answers to each message. */
export const answers: MessageHandlers = {
  'launcher.open': async (_ask, sender) => {
    // A button that outlived its site's permission opens nothing: the page could not be read.
    if (!sender.tab || !(await siteOf(sender.tab))?.on) return null
    await prepareComposer(sender.tab, {})
    await openComposerWindow(sender.tab.windowId)
    return null
  },
  'composer.open': () => openComposer(),
  'people.search': ({ query }) => searchPeople(query),
  'people.match': (request) => matchPeople(request),
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
  'inbox.sync': ({ wait }) => syncInbox(wait, noticeArrived),
  'inbox.read': async ({ id }) => {
    await markRead(id)
    const session = await findSession()
    const fault = session && (await tellRead(session))
    if (session && fault === 'signed_out') await endSession(session, 'server')
    return null
  },
  'session.connect': async ({ invitation, code }) => {
    const result = await connect(invitation, code)
    if (result.kind === 'connected') {
      void flush()
      void sync()
    }
    return result
  },
  'session.signOut': async () => {
    await signOut()
    return null
  },
  'policy.read': async () => {
    const policy = await readPolicy()
    return { policy, sites: await listSites(policy) }
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
