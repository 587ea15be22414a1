import type { Context } from 'hono'
import { v7 as uuidv7 } from 'uuid'
import { addressOf } from '../http/address.ts'
import type { Services } from '../services.ts'
import type { AuditEntry } from '../stores/audit-store.ts'

/** What was done; when, from where and by which request is added to it. */
export type Act = Pick<AuditEntry, 'action' | 'actor' | 'target'> & Partial<Pick<AuditEntry, 'details'>>

/** The entry for an act of this request, for whoever appends it later. */
export function entryOf(
  { config, now }: Pick<Services, 'config' | 'now'>,
  c: Context,
  { details = {}, ...act }: Act,
): AuditEntry {
  return {
    ...act,
    id: uuidv7(),
    at: now().toISOString(),
    address: addressOf(c, config.trustedProxies),
    requestId: c.get('requestId'),
    details,
  }
}

/**
 * Notes an act of an admin, or a sign-in, in the audit log, once it has happened.
 * @param act no words, names or addresses of anybody.
 */
export function recordAct(
  services: Pick<Services, 'store' | 'config' | 'now'>,
  c: Context,
  act: Act,
): Promise<void> {
  return services.store.audit.append(entryOf(services, c, act))
}
