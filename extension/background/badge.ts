import { browser } from 'wxt/browser'
import { formatNumber, openTexts, t } from '../i18n.ts'
import { mutedBy } from '../muted.ts'
import { openStorage } from '../storage.ts'
import type { Session } from '../stored.ts'
import { isUnread } from './feed.ts'
import { findSession } from './session.ts'

const AMBER = '#ffb938'
const INK = '#221d33'
const MOST = 99

/** Shows on the toolbar how many are unread, in figures and for screen readers in words; a grey icon when signed out. */
export async function refreshBadge(): Promise<void> {
  await openTexts()
  const session = await findSession()
  const unread = session ? await countUnread(session) : 0
  await browser.action.setBadgeText({ text: badgeText(unread) })
  await browser.action.setBadgeBackgroundColor({ color: AMBER })
  await browser.action.setBadgeTextColor({ color: INK })
  await browser.action.setTitle({
    title: session ? t('toolbar_unread', { count: unread }) : t('toolbar_signed_out'),
  })
  await browser.action.setIcon({ path: icons(session !== undefined) })
}

/** Those of muted senders do not count; of a snooze the number knows nothing: it calls nobody. */
async function countUnread({ person, preferences }: Session): Promise<number> {
  const isMuted = mutedBy(preferences)
  const items = await (await openStorage()).getAll('inbox')
  return items.filter((item) => isUnread(item, person.id) && !isMuted(item)).length
}

function badgeText(unread: number): string {
  if (unread === 0) return ''
  return unread > MOST ? `${formatNumber(MOST)}+` : formatNumber(unread)
}

function icons(signedIn: boolean): Record<string, string> {
  const variant = signedIn ? '' : '-grey'
  return { 16: `/icon/16${variant}.png`, 32: `/icon/32${variant}.png`, 48: `/icon/48${variant}.png` }
}
