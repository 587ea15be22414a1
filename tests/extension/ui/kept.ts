import type { InboxItem, Session } from '../../../extension/stored.ts'
import { DEFAULT_PREFERENCES, type Preferences } from '../../../shared/preferences.ts'
import type { WorkItem } from '../../../shared/recognition.ts'
import type { Extension } from '../background/fresh-browser.ts'
import { owner, person } from './people.ts'

/** A page of the wiki. */
export const RUNBOOK: WorkItem = {
  tool: 'mediawiki',
  kind: 'wiki',
  key: null,
  title: 'Runbook',
  url: 'https://wiki.corp.example/Runbook',
}

/** One that reached the owner, unread, private and about nothing in particular, but for what the test says. */
export function receivedFrom(sender: string, at: string, part: Partial<InboxItem> = {}): InboxItem {
  return {
    id: `${sender} ${at}`,
    sender: person(sender),
    recipients: [owner.person],
    message: 'Thank you',
    values: [],
    visibility: 'private',
    context: null,
    sentAt: at,
    deliverAt: at,
    deliveredAt: at,
    readAt: null,
    publication: null,
    ...part,
  }
}

/** The owner is signed in, at a server that offers these, and prefers so. */
export async function signInOwner(
  { storage }: Extension,
  { features = [], ...preferences }: Partial<Preferences> & { features?: string[] },
): Promise<void> {
  const session: Session = {
    ...owner,
    token: 'secret',
    values: [],
    undoSeconds: 0,
    checkedAt: 0,
    features,
    preferences: { ...DEFAULT_PREFERENCES, ...preferences },
  }
  await (await storage.openStorage()).put('session', session, 'current')
}
