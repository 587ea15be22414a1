import { v7 as uuidv7 } from 'uuid'
import type { Party, PersonRow, RecognitionRow, StoreRow } from '../../../server/stores/rows.ts'
import { Soundness } from '../../../server/moving/soundness.ts'

const AT = '2026-11-02T09:00:00.000Z'

export const ADA = 'ada'
export const BEN = 'ben'

export function person(id: string, changes: Partial<PersonRow> = {}): StoreRow {
  const profile = { name: id, email: `${id}@corp.example`, team: null, role: 'member' as const, handles: [] }
  return { person: { id, ...profile, active: true, createdAt: AT, ...changes } }
}

export function party(personId: string, role: Party['role'], position: number): Party {
  return { personId, role, position, readAt: null, hiddenAt: null, publication: 'ask' }
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
  return { recognition: { id, senderId: ADA, content, ...times, parties, ...changes } }
}

/** A small store, with something of every kind. */
export function fewRows(): StoreRow[] {
  return [
    { settings: { adminTokenHash: 'a'.repeat(64), values: null } },
    person(ADA, { handles: [{ tool: 'github', origin: 'https://github.com', handle: 'ada' }] }),
    person(BEN),
    { feed: { personId: ADA, position: 2 } },
    { feed: { personId: BEN, position: 2 } },
    {
      invite: { codeHash: 'b'.repeat(64), personId: BEN, createdAt: AT, expiresAt: AT, usedAt: null },
    },
    { session: { tokenHash: 'c'.repeat(64), personId: BEN, device: 'Laptop', createdAt: AT } },
    delivered('r1', 1),
    delivered('r2', 2),
  ]
}

/** A store with so many bright spots, none of them kept in memory. */
export async function* manyRows(recognitions: number, message: string): AsyncGenerator<StoreRow> {
  yield { settings: { adminTokenHash: null, values: null } }
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
