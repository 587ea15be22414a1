import { DEFAULT_PREFERENCES } from '../../../shared/preferences.ts'
import { v7 as uuidv7 } from 'uuid'
import type { NewPerson, PersonOutcome } from '../people-store.ts'
import type { PersonRow } from '../rows.ts'
import type { Draft } from './draft.ts'
import type { Holders } from './holders.ts'

const NO_ENTRY = {
  userName: null,
  externalId: null,
  managerId: null,
  pending: false,
  preferences: DEFAULT_PREFERENCES,
  suspendedAt: null,
}

export function newPerson(person: NewPerson, now: string): PersonRow {
  return { ...NO_ENTRY, ...person, id: uuidv7(), active: true, createdAt: now, erasedAt: null }
}

/** What is left of one who was erased. */
export function erasedPerson({ id, createdAt }: PersonRow, now: string): PersonRow {
  return {
    ...NO_ENTRY,
    id,
    name: '',
    email: '',
    team: null,
    role: 'member',
    handles: [],
    active: false,
    createdAt,
    erasedAt: now,
  }
}

/** Whether a person's manager, if they have one, is there and somebody else. */
export function hasGoodManager(draft: Draft, { id, managerId }: PersonRow): boolean {
  return managerId === null || (managerId !== id && draft.people.get(managerId)?.erasedAt === null)
}

export function putPerson(draft: Draft, holders: Holders, person: PersonRow): PersonOutcome {
  const field = holders.findTaken(person)
  if (field) return { kind: 'taken', field }
  holders.pass(draft.people.get(person.id), person)
  draft.people.put(person.id, person)
  return { kind: 'stored', person }
}
