import { v7 as uuidv7 } from 'uuid'
import type {
  AdminTokenRow,
  ClaimRow,
  IdentityRow,
  Party,
  PersonRow,
  RecognitionRow,
  StoreRow,
} from '../../../server/stores/rows.ts'
import { Soundness } from '../../../server/moving/soundness.ts'
import { DEFAULT_LIMITS } from '../../../server/stores/rows.ts'
import { DEFAULT_PREFERENCES } from '../../../shared/preferences.ts'

const AT = '2026-11-02T09:00:00.000Z'

export const ADA = 'ada'
export const BEN = 'ben'

export function person(id: string, changes: Partial<PersonRow> = {}): StoreRow {
  const profile = { name: id, email: `${id}@corp.example`, team: null, role: 'member' as const, handles: [] }
  const entry = { userName: null, externalId: null, managerId: null, pending: false, erasedAt: null }
  const chosen = { preferences: DEFAULT_PREFERENCES, suspendedAt: null }
  return { person: { id, ...profile, ...entry, ...chosen, active: true, createdAt: AT, ...changes } }
}

/** Whom nobody may know any more. */
export function erased(id: string, changes: Partial<PersonRow> = {}): StoreRow {
  return person(id, { name: '', email: '', active: false, erasedAt: AT, ...changes })
}

export function settings(adminTokenHash: string | null): StoreRow {
  const retention = { recognitions: null, audit: 90 }
  return {
    settings: { adminTokenHash, values: null, customerTeams: ['Support'], retention, limits: DEFAULT_LIMITS },
  }
}

export function identity(personId: string, changes: Partial<IdentityRow> = {}): StoreRow {
  return { identity: { personId, issuer: 'https://login.corp.example', subject: personId, ...changes } }
}

/** That Ben says the handle is Ada's. */
export function claim(id: string, changes: Partial<ClaimRow> = {}): StoreRow {
  const handle = { tool: 'gitlab', origin: 'https://gitlab.corp.example', handle: 'ada.l' }
  return { claim: { id, handle, personId: ADA, claimedBy: BEN, createdAt: AT, refused: false, ...changes } }
}

export function adminToken(id: string, changes: Partial<AdminTokenRow> = {}): StoreRow {
  const times = { createdAt: AT, expiresAt: AT, lastUsedAt: null }
  return {
    adminToken: { id, tokenHash: `hash of ${id}`, name: 'Payroll', scopes: ['people'], ...times, ...changes },
  }
}

export function audit(id: string): StoreRow {
  const actor = { kind: 'person' as const, id: ADA }
  const target = { kind: 'person', id: BEN }
  const from = { address: '192.0.2.1', requestId: 'q1' }
  return {
    audit: { id, at: AT, action: 'person.changed', actor, target, ...from, details: { field: 'team' } },
  }
}

export function session(personId: string): StoreRow {
  const times = { createdAt: AT, lastUsedAt: AT }
  return {
    session: { id: 's1', tokenHash: 'c'.repeat(64), personId, device: 'Laptop', grant: 'oidc', ...times },
  }
}

export function party(personId: string, role: Party['role'], position: number): Party {
  return { personId, role, position, readAt: null, hiddenAt: null, publication: 'ask', answer: null }
}

/** From Ada to Ben, delivered, with its places in their feeds. */
export function delivered(id: string, position: number, changes: Partial<RecognitionRow> = {}): StoreRow {
  const content = {
    recipients: [BEN],
    message: 'Danke 🎉 \u2028 "und" \\ mehr',
    values: ['fast'],
    visibility: 'private' as const,
    context: null,
  }
  const times = { sentAt: AT, deliverAt: AT, deliveredAt: AT, withdrawnAt: null }
  const parties = [party(ADA, 'sender', position), party(BEN, 'recipient', position)]
  const kept = { parties, meToo: [], moderation: null }
  return { recognition: { id, senderId: ADA, content, ...times, ...kept, ...changes } }
}

/** A small store, with something of every kind. */
export function fewRows(): StoreRow[] {
  return [
    settings('a'.repeat(64)),
    person(ADA, { handles: [{ tool: 'github', origin: 'https://github.com', handle: 'ada' }] }),
    person(BEN, { userName: 'ben.k', externalId: '7', managerId: ADA }),
    identity(BEN),
    claim('c1'),
    adminToken('t1'),
    audit('a1'),
    { feed: { personId: ADA, position: 2 } },
    { feed: { personId: BEN, position: 2 } },
    {
      invite: { codeHash: 'b'.repeat(64), personId: BEN, createdAt: AT, expiresAt: AT, usedAt: null },
    },
    session(BEN),
    delivered('r1', 1),
    delivered('r2', 2),
  ]
}

/** A store with so many bright spots, none of them kept in memory. */
export async function* manyRows(recognitions: number, message: string): AsyncGenerator<StoreRow> {
  yield settings(null)
  yield person(ADA)
  yield person(BEN)
  yield { feed: { personId: ADA, position: recognitions } }
  yield { feed: { personId: BEN, position: recognitions } }
  for (let position = 1; position <= recognitions; position += 1) {
    const row = delivered(uuidv7(), position)
    if ('recognition' in row && row.recognition.content) row.recognition.content.message = message
    yield row
  }
}

export async function* streamOf<Item>(items: Iterable<Item>): AsyncGenerator<Item> {
  yield* items
}

/** What a check says of such a store. */
export function faultsIn(rows: readonly StoreRow[]): readonly string[] {
  const soundness = new Soundness()
  for (const row of rows) soundness.add(row)
  return soundness.faults.shown
}
