import type { CaseOutcome, CaseQuery, Decision } from '../../server/stores/moderation-store.ts'
import { LATER, type StoreSubject } from './store-subject.ts'

export const MUCH_LATER = '2026-11-03T10:00:00.000Z'

/** Reports, and the moderator who is no party to any; `more` says where a test wants it otherwise. */
export function moderatingOn(on: StoreSubject) {
  const report = (name: string, id: string, now = LATER) =>
    on.store.recognitions.report(id, on.id(name), { reason: 'It is sarcasm', now })
  const list = (state: 'open' | 'decided', more: Partial<CaseQuery> = {}) =>
    on.store.moderation.list({ state, after: null, limit: 9, exceptParty: null, ...more })
  const open = (id: string, now = LATER, exceptParty: string | null = null) =>
    on.store.moderation.open(id, { now, exceptParty })
  const decide = (id: string, outcome: CaseOutcome, more: Partial<Decision> = {}) => {
    const plain = { anew: false, suspendSender: false, exceptParty: null }
    return on.store.moderation.decide(id, { outcome, now: MUCH_LATER, ...plain, ...more })
  }
  return { report, list, open, decide }
}
