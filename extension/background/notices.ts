import { browser } from 'wxt/browser'
import { listNames, openTexts, t } from '../i18n.ts'
import { nameOf } from '../person-name.ts'
import { readNotificationsOn } from '../settings.ts'
import type { InboxItem, OutboxEntry } from '../storage.ts'

/** Says who has sent something, never what. Several that arrive together are one notice. */
export async function noticeArrived(items: InboxItem[]): Promise<void> {
  const [first, ...others] = items
  if (!first || !(await readNotificationsOn())) return
  await openTexts()
  const message =
    others.length === 0
      ? t('notice_from', { name: nameOf(first.sender) })
      : t('notice_several', { count: items.length })
  await show('arrived', message)
}

/** A bright spot was refused for good. Its sender is told even when notices of new ones are off. */
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
  await browser.windows.create({
    url: browser.runtime.getURL(id === 'refused' ? '/popup.html#unsent' : '/popup.html#inbox'),
    type: 'popup',
    width: 400,
    height: 600,
  })
}
