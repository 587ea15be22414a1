import type { PersonId } from '../../../shared/recognition.ts'
import type { Party, PersonRow, RecognitionRow } from '../rows.ts'
import { endAllAccess } from './access.ts'
import type { Draft } from './draft.ts'
import { moved } from './feed.ts'
import { isLiving, type Living } from '../views.ts'
import type { Indexes } from './indexes.ts'
import { erasedPerson } from './people-rows.ts'
import type { Tables } from './tables.ts'
import { erase } from './withdrawing.ts'

/** What a transaction of its own finds. */
interface Found {
  tables: Tables
  indexes: Indexes
}

/** Erases a person from all that they are in. Tables and indexes are as of now: the transaction is alone. */
export function erasePerson(draft: Draft, found: Found, person: PersonRow, now: string): void {
  endAllAccess(draft, found.indexes, person.id)
  dropClaims(draft, found, person.id)
  for (const key of found.indexes.identitiesOf.get(person.id)) draft.identities.remove(key)
  for (const other of found.tables.people.values())
    if (other.managerId === person.id) draft.people.put(other.id, { ...other, managerId: null })
  draft.people.put(person.id, erasedPerson(person, now))
  for (const spot of spotsOf(found, person.id)) tellOf(draft, spot, person.id)
  if (person.suspendedAt !== null) withdrawWaiting(draft, found, person.id, now)
  for (const spot of found.tables.recognitions.values()) dropMeToo(draft, spot, person.id)
}

/** Of bright spots of which they are no party. */
function dropMeToo(draft: Draft, { id, meToo }: RecognitionRow, personId: PersonId): void {
  const others = meToo.filter((one) => one.personId !== personId)
  const row = draft.recognitions.get(id)
  if (row && others.length < meToo.length)
    draft.recognitions.put(id, { ...row, meToo: others, parties: moved(draft, row.parties) })
}

/** Nobody can let them send again. */
function withdrawWaiting(draft: Draft, { indexes }: Found, personId: PersonId, now: string): void {
  for (const id of indexes.waiting.ascending()) {
    const row = draft.recognitions.get(id)
    if (row && isLiving(row) && row.senderId === personId) erase(draft, row, now)
  }
}

/** What was said of their handles, and what they said of others' and nobody answered. */
function dropClaims(draft: Draft, { tables, indexes }: Found, personId: PersonId): void {
  for (const id of indexes.claimsAbout.get(personId)) draft.claims.remove(id)
  for (const { id, claimedBy, refused } of tables.claims.values())
    if (claimedBy === personId && !refused) draft.claims.remove(id)
}

/** All that show the person to anybody. */
function* spotsOf({ tables, indexes }: Found, personId: PersonId): Generator<Living> {
  const ids = new Set([...(indexes.feeds.get(personId) ?? []), ...indexes.waiting.ascending()])
  for (const id of ids) {
    const row = id === undefined ? undefined : tables.recognitions.get(id)
    if (row && isLiving(row) && isShownIn(row, personId)) yield row
  }
}

function isShownIn({ senderId, content }: Living, personId: PersonId): boolean {
  return senderId === personId || content.recipients.includes(personId)
}

/** Everybody's feed learns of it, and what they agreed to publish is published no more. */
function tellOf(draft: Draft, row: Living, personId: PersonId): void {
  const withoutThem = (party: Party): Party =>
    party.personId === personId
      ? {
          ...party,
          publication: party.publication === 'agreed' ? 'declined' : party.publication,
          answer: null,
        }
      : party
  draft.recognitions.put(row.id, { ...row, parties: moved(draft, row.parties.map(withoutThem)) })
}
