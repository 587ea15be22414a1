import { browser } from 'wxt/browser'
import type { MessageHandlers } from '../messages.ts'
import { openComposerWindow } from './composer-window.ts'
import { markRead, syncInbox, tellRead, withdraw } from './inbox.ts'
import { noticeArrived, noticeRefused } from './notices.ts'
import { openComposer, prepareComposer } from './opening.ts'
import { discardEntry, flushOutbox, retryAll, retryEntry, sendResult, takeBack } from './outbox.ts'
import { matchPeople, searchPeople } from './people.ts'
import { connect, findSession, signOut } from './session.ts'
import { removeSite } from './sites.ts'

/** Sends what is due. */
export const flush = () => flushOutbox(noticeRefused)

/** Reads what is new, without waiting for more. */
export const sync = () => syncInbox(false, noticeArrived)

/** What the background answers to each message. */
export const answers: MessageHandlers = {
  'launcher.open': async (_ask, sender) => {
    if (!sender.tab) return null
    await prepareComposer(sender.tab, {})
    await openComposerWindow(sender.tab.windowId)
    return null
  },
  'composer.open': () => openComposer(),
  'people.search': ({ query }) => searchPeople(query),
  'people.match': ({ tool, origin, people }) => matchPeople(tool, origin, people),
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
    void flush()
    return taken
  },
  'outbox.discard': async ({ id }) => {
    await discardEntry(id)
    void flush()
    return null
  },
  'recognition.withdraw': ({ id }) => withdraw(id),
  'inbox.sync': ({ wait }) => syncInbox(wait, noticeArrived),
  'inbox.read': async ({ id }) => {
    await markRead(id)
    const session = await findSession()
    if (session) await tellRead(session)
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
  'sites.remove': async ({ pattern }) => {
    await removeSite(pattern)
    return null
  },
  'tab.open': async ({ url }) => {
    await browser.tabs.create({ url })
    return null
  },
}
