import type { PersonId, RecognitionId } from '../../../shared/recognition.ts'
import type { Party, PersonRow, RecognitionRow } from '../rows.ts'
import { endAllAccess } from './access.ts'
import type { Draft } from './draft.ts'
import { movedIf } from './feed.ts'
import { showsPerson } from '../showing.ts'
import { isLiving, partyOf } from '../views.ts'
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
  for (const spot of spotsOf(found, person.id)) dropParty(draft, spot, person.id)
  if (person.suspendedAt !== null) withdrawWaiting(draft, found, person.id, now)
  for (const { id } of found.tables.recognitions.values()) {
    dropMeToo(draft, id, person.id)
    dropReasons(draft, id, person.id)
  }
}

/** Of a bright spot of which they are no party. */
function dropMeToo(draft: Draft, id: RecognitionId, personId: PersonId): void {
  const row = draft.recognitions.get(id)
  if (!row?.meToo.some((one) => one.personId === personId)) return
  const meToo = row.meToo.filter((one) => one.personId !== personId)
  draft.recognitions.put(id, { ...row, meToo, parties: movedWhereShown(draft, row, personId) })
}

/** That they reported it, and when, stays with the case; why was theirs. */
function dropReasons(draft: Draft, id: RecognitionId, personId: PersonId): void {
  const row = draft.recognitions.get(id)
  if (!row?.moderation?.reports.some(({ reporterId }) => reporterId === personId)) return
  const reports = row.moderation.reports.map((report) =>
    report.reporterId === personId ? { ...report, reason: '' } : report,
  )
  draft.recognitions.put(id, { ...row, moderation: { ...row.moderation, reports } })
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

/** All that they gave, received or are to receive, in the order of their feed; also what is left of those that were withdrawn. */
function* spotsOf({ tables, indexes }: Found, personId: PersonId): Generator<RecognitionRow> {
  const ids = new Set([...(indexes.feeds.get(personId) ?? []), ...indexes.waiting.ascending()])
  for (const id of ids) {
    const row = id === undefined ? undefined : tables.recognitions.get(id)
    if (row && (partyOf(row, personId) || row.content?.recipients.includes(personId))) yield row
  }
}

/** What they agreed to publish is published no more, and what they answered is gone. */
function dropParty(draft: Draft, row: RecognitionRow, personId: PersonId): void {
  const withoutThem = (party: Party): Party =>
    party.personId === personId
      ? {
          ...party,
          publication: party.publication === 'agreed' ? 'declined' : party.publication,
          answer: null,
        }
      : party
  const parties = movedWhereShown(draft, row, personId).map(withoutThem)
  draft.recognitions.put(row.id, { ...row, parties })
}

/** In the feeds of all others who see them in it. */
function movedWhereShown(draft: Draft, row: RecognitionRow, personId: PersonId): Party[] {
  return movedIf(
    draft,
    row.parties,
    (party) => party.personId !== personId && showsPerson(row, party, personId),
  )
}
