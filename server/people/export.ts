import * as v from 'valibot'
import { MyHandle } from '../../shared/api.ts'
import { Preferences } from '../../shared/preferences.ts'
import type { PersonId } from '../../shared/recognition.ts'
import { Recognition, RecognitionId } from '../../shared/recognition.ts'
import type { Services } from '../services.ts'
import { GRANTS } from '../stores/access-store.ts'
import type { AuditEntry } from '../stores/audit-store.ts'
import type { PersonRecord } from '../stores/people-store.ts'
import type { FeedCursor } from '../stores/recognition-store.ts'
import type { Store } from '../stores/store.ts'
import { AuditEntryShown } from './audit-entry.ts'
import { asClaimed, asConfirmed } from './handles.ts'
import { AdminPerson, asAdminPerson } from './schemas.ts'

const PAGE = 200

const Device = v.object({
  id: v.string(),
  device: v.string(),
  grant: v.picklist(GRANTS),
  createdAt: v.string(),
  lastUsedAt: v.string(),
})

/** Answer of `GET /api/v1/me/export`. */
export const PersonExport = v.object({
  exportedAt: v.string(),
  person: AdminPerson,
  preferences: Preferences,
  /** Confirmed ones, and what colleagues said of others. */
  handles: v.array(MyHandle),
  devices: v.array(Device),
  sent: v.array(Recognition),
  received: v.array(Recognition),
  /** Of what others shared. */
  meToo: v.array(v.object({ id: RecognitionId, at: v.string() })),
  reports: v.array(v.object({ id: RecognitionId, reason: v.string(), at: v.string() })),
  /** What the audit log has by the person, or about them. */
  audit: v.array(AuditEntryShown),
})
export type PersonExport = v.InferOutput<typeof PersonExport>

/** The whole of a feed, each as it is when it is read: one that moved meanwhile comes again, and the later word counts. */
async function recognitionsOf({ recognitions }: Store, personId: PersonId): Promise<Recognition[]> {
  const found = new Map<string, Recognition>()
  let since: FeedCursor | null = null
  for (let hasMore = true; hasMore;) {
    const page = await recognitions.changes(personId, since, PAGE)
    if (page.kind !== 'page') break
    for (const change of page.changes)
      if (change.type === 'recognition') found.set(change.id, change.recognition)
      else found.delete(change.id)
    since = page.next
    hasMore = page.hasMore
  }
  return [...found.values()]
}

async function auditOf({ audit }: Store, personId: PersonId): Promise<AuditEntry[]> {
  const found: AuditEntry[] = []
  for (let hasMore = true; hasMore;) {
    const before = found.at(-1)?.id
    const page = await audit.list({ personId, limit: PAGE, ...(before === undefined ? {} : { before }) })
    found.push(...page.entries)
    hasMore = page.hasMore
  }
  return found
}

async function handlesOf({ handles }: Store, person: PersonRecord): Promise<MyHandle[]> {
  const found = person.handles.map(asConfirmed)
  let after: string | undefined
  for (let hasMore = true; hasMore;) {
    const page = await handles.claims({
      personId: person.id,
      limit: PAGE,
      ...(after === undefined ? {} : { after }),
    })
    found.push(...page.claims.map(asClaimed))
    after = page.claims.at(-1)?.id
    hasMore = page.hasMore
  }
  return found
}

/** All that is kept of a person. */
export async function exportOf({ store, now }: Services, person: PersonRecord): Promise<PersonExport> {
  const recognitions = await recognitionsOf(store, person.id)
  const isSent = ({ sender }: Recognition) => sender.id === person.id
  return {
    exportedAt: now().toISOString(),
    person: asAdminPerson(person),
    preferences: person.preferences,
    handles: await handlesOf(store, person),
    devices: await store.access.devices(person.id),
    sent: recognitions.filter(isSent),
    received: recognitions.filter((recognition) => !isSent(recognition)),
    ...(await store.recognitions.said(person.id)),
    audit: await auditOf(store, person.id),
  }
}
