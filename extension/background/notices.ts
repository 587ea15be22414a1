import { browser } from 'wxt/browser'
import { listNames, openTexts, t } from '../i18n.ts'
import { mutedBy } from '../muted.ts'
import { nameOf } from '../person-name.ts'
import { isQuiet } from '../quiet.ts'
import { readNotificationsOn } from '../settings.ts'
import { openStorage, readPreferences } from '../storage.ts'
import type { InboxItem, OutboxEntry, Session } from '../stored.ts'
import { isUnread } from './feed.ts'
import { findSession, refreshWishes } from './session.ts'

/**
 * Says who has sent something, never what. All that was told and is unread is one notice. While the person snoozes, and in
 * their quiet hours, it is kept for later: then one notice tells of all that came.
 */
export async function noticeArrived(items: InboxItem[]): Promise<void> {
  if (await isQuietNow()) return keepForLater(items)
  if (items.length === 0 && !(await isAnyKept())) return
  // What they wish may have been said in another browser a moment ago.
  await refreshWishes()
  if (await isQuietNow()) return keepForLater(items)
  const news = [...(await takeKept()), ...items]
  if (news.length === 0 || !(await readNotificationsOn())) return
  const session = await findSession()
  if (session) await tell(await withoutRepeats(news, session), mutedBy(session.preferences))
}

/** Tells of what came while the person wanted no notices, once they want them again. */
export async function noticeKept(): Promise<void> {
  await noticeArrived([])
}

/** The one notice takes the place of the one before it, so it tells of what that told, too, as far as it is unread. */
async function tell(news: InboxItem[], isMuted: (item: InboxItem) => boolean): Promise<void> {
  if (news.length === 0) return
  const told = (await noteTold(news)).filter((item) => !isMuted(item))
  const [first, ...others] = told
  if (!first) return
  await openTexts()
  const message =
    others.length === 0
      ? t('notice_from', { name: nameOf(first.sender) })
      : t('notice_several', { count: told.length })
  await show('arrived', message)
}

/** @returns all that were told, those before included, and are unread. */
async function noteTold(news: InboxItem[]): Promise<InboxItem[]> {
  const transaction = (await openStorage()).transaction('inbox', 'readwrite')
  for (const { id } of news) {
    const item = await transaction.store.get(id)
    if (item) await transaction.store.put({ ...item, isTold: true })
  }
  const told = (await transaction.store.getAll()).filter(({ isTold, readAt }) => isTold && readAt === null)
  await transaction.done
  return told
}

/** The person has seen the notice: the next one tells of what comes after it. */
async function forgetTold(): Promise<void> {
  const transaction = (await openStorage()).transaction('inbox', 'readwrite')
  for (const { isTold, ...item } of await transaction.store.getAll())
    if (isTold) await transaction.store.put(item)
  await transaction.done
}

async function isQuietNow(): Promise<boolean> {
  const preferences = await readPreferences()
  return preferences !== null && isQuiet(preferences, new Date())
}

async function isAnyKept(): Promise<boolean> {
  return (await (await openStorage()).getAll('inbox')).some(({ noticeWaits }) => noticeWaits)
}

async function keepForLater(items: InboxItem[]): Promise<void> {
  const transaction = (await openStorage()).transaction('inbox', 'readwrite')
  for (const { id } of items) {
    const item = await transaction.store.get(id)
    if (item) await transaction.store.put({ ...item, noticeWaits: true })
  }
  await transaction.done
}

/** What was kept and is still there and unread. In one transaction, so that nothing is told twice. */
async function takeKept(): Promise<InboxItem[]> {
  const transaction = (await openStorage()).transaction('inbox', 'readwrite')
  const kept = (await transaction.store.getAll()).filter(({ noticeWaits }) => noticeWaits)
  const taken = kept.map(({ noticeWaits: _waits, ...item }) => item)
  for (const item of taken) await transaction.store.put(item)
  await transaction.done
  return taken.filter(({ readAt }) => readAt === null)
}

/** Without muted senders, and without thanks for a work item that others thanked for before, as long as one of those is unread. */
async function withoutRepeats(news: InboxItem[], { person, preferences }: Session): Promise<InboxItem[]> {
  const isMuted = mutedBy(preferences)
  const isNew = new Set(news.map(({ id }) => id))
  const before = (await (await openStorage()).getAll('inbox')).filter(
    (item) => isUnread(item, person.id) && !isNew.has(item.id) && !isMuted(item),
  )
  const places = new Set(before.map(({ context }) => context?.url))
  return news.filter((item) => !isMuted(item) && !(item.context && places.has(item.context.url)))
}

/**
 * A bright spot was refused for good. Its sender is told even when notices of new ones are off or wait: it is about what they
 * did, not about what reaches them.
 */
export async function noticeRefused(entry: OutboxEntry): Promise<void> {
  await openTexts()
  const names = listNames(entry.recipients.map((person) => person.name))
  await show('refused', t('notice_refused', { names }))
}

async function show(id: string, message: string): Promise<void> {
  await browser.notifications.create(id, {
    type: 'basic',
    iconUrl: browser.runtime.getURL('/icon/128.png'),
    title: t('extension_name'),
    message,
  })
}

/** A notice was clicked: the inbox, or what was refused, opens in a small window. */
export async function openFromNotice(id: string): Promise<void> {
  await browser.notifications.clear(id)
  if (id !== 'refused') await forgetTold()
  await browser.windows.create({
    url: browser.runtime.getURL(id === 'refused' ? '/popup.html#unsent' : '/popup.html#inbox'),
    type: 'popup',
    width: 400,
    height: 600,
  })
}
