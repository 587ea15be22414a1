import type { Change } from '../../shared/api.ts'
import { Problem } from '../../shared/problem.ts'
import type {
  Answer,
  Person,
  PersonId,
  Recognition,
  RecognitionContent,
  Review,
} from '../../shared/recognition.ts'
import { asColleague } from './people-store.ts'
import type { Said } from './recognition-store.ts'
import type { Party, RecognitionRow } from './rows.ts'

/** A bright spot that still has its words. */
export type Living = RecognitionRow & { content: RecognitionContent }

export function isLiving(recognition: RecognitionRow): recognition is Living {
  return recognition.content !== null
}

/** Where people are looked up. */
interface PeopleById {
  get(id: PersonId): Named | undefined
}

/** What it takes to show somebody to colleagues. */
export type Named = Parameters<typeof asColleague>[0]

/** By a moderator, for everybody but its sender. */
export function isHidden({ moderation }: Pick<RecognitionRow, 'moderation'>): boolean {
  return moderation?.outcome === 'hidden'
}

/** Public, delivered, not hidden, and a recipient agreed. */
export function isPublished(row: RecognitionRow): boolean {
  return (
    row.content?.visibility === 'public' &&
    row.deliveredAt !== null &&
    !isHidden(row) &&
    row.parties.some(({ publication }) => publication === 'agreed')
  )
}

export function partyOf(recognition: RecognitionRow, personId: PersonId): Party | undefined {
  return recognition.parties.find((party) => party.personId === personId)
}

/** Whether somebody whose row this is may see it: a sender always does. */
export function isShownTo(row: RecognitionRow, { role, hiddenAt }: Party): boolean {
  return role === 'sender' || (hiddenAt === null && !isHidden(row))
}

export function isSameAnswer(one: Party['answer'], other: Party['answer']): boolean {
  return one?.word === other?.word && one?.line === other?.line
}

/**
 * What a party is told of a moderator's work: what became of their own report, or else of the first one. So a later report, and a
 * decision that waits, change nothing that others were told.
 */
function reviewFor({ moderation }: Pick<RecognitionRow, 'moderation'>, { personId }: Party): Review | null {
  const reports = moderation?.reports ?? []
  const report = reports.find(({ reporterId }) => reporterId === personId) ?? reports[0]
  return report ? { readAt: report.readAt, outcome: report.outcome } : null
}

/** To those who have not reported it themselves, from the moment on that a moderator reads it. */
function reviewOnceRead(row: RecognitionRow, party: Party): { review?: Review } {
  const review = reviewFor(row, party)
  return review !== null && review.readAt !== null ? { review } : {}
}

function colleague(people: PeopleById, id: PersonId): Person {
  const person = people.get(id)
  if (!person) throw new Problem('internal', 'A party of a bright spot is not among the people')
  return asColleague(person)
}

/** @param recipientIds those who are shown; all of them to a party. */
function view(people: PeopleById, row: Living, recipientIds: readonly PersonId[]): Recognition {
  const { id, senderId, content, sentAt, deliverAt, deliveredAt } = row
  return {
    id,
    sender: colleague(people, senderId),
    recipients: recipientIds.map((recipientId) => colleague(people, recipientId)),
    message: content.message,
    values: content.values,
    visibility: content.visibility,
    context: content.context,
    sentAt,
    deliverAt,
    deliveredAt,
    readAt: null,
    publication: null,
  }
}

/** As one of its parties sees it: their own reading, choice and answer, nobody else's; its sender sees all answers. */
export function partyView(people: PeopleById, row: Living, party: Party): Recognition {
  const isAsked = party.role === 'recipient' && row.content.visibility === 'public'
  const answers = (party.role === 'sender' ? row.parties : [party]).flatMap((one) => answerOf(people, one))
  const meToo = party.publication === 'agreed' ? row.meToo : []
  return {
    ...view(people, row, row.content.recipients),
    readAt: party.readAt,
    publication: isAsked ? party.publication : null,
    ...(answers.length > 0 ? { answers } : {}),
    ...(meToo.length > 0 ? { meToo: meToo.map(({ personId }) => colleague(people, personId)) } : {}),
    ...reviewOnceRead(row, party),
  }
}

/** As its sender sees it. */
export function senderView(people: PeopleById, row: Living): Recognition {
  const party = partyOf(row, row.senderId)
  if (!party) throw new Problem('internal', 'A bright spot has no row for its sender')
  return partyView(people, row, party)
}

function answerOf(people: PeopleById, { personId, answer }: Party): Answer[] {
  return answer ? [{ person: colleague(people, personId), ...answer }] : []
}

/** As a colleague sees it: of the recipients those alone who agreed, of those who said 'me too' themselves alone. */
export function publishedView(people: PeopleById, row: Living, personId: PersonId | null): Recognition {
  const agreed = row.parties.filter(({ publication }) => publication === 'agreed')
  const said = row.meToo.some((one) => one.personId === personId)
  return {
    ...view(
      people,
      row,
      agreed.map((party) => party.personId),
    ),
    ...(said && personId !== null ? { meToo: [colleague(people, personId)] } : {}),
  }
}

/** What one person said of those, the first first. */
export function saidBy(
  rows: Iterable<Pick<RecognitionRow, 'id' | 'meToo' | 'moderation'>>,
  personId: PersonId,
): Said {
  const said: Said = { meToo: [], reports: [] }
  for (const { id, meToo, moderation } of rows) {
    for (const one of meToo) if (one.personId === personId) said.meToo.push({ id, at: one.at })
    for (const { reporterId, reason, at } of moderation?.reports ?? [])
      if (reporterId === personId) said.reports.push({ id, reason, at })
  }
  return { meToo: said.meToo.toSorted(byTime), reports: said.reports.toSorted(byTime) }
}

function byTime(one: { at: string }, other: { at: string }): number {
  return one.at < other.at ? -1 : Number(one.at > other.at)
}

/** A row of somebody's feed as it is now. */
export function changeFor(people: PeopleById, row: RecognitionRow, party: Party): Change {
  const { id } = row
  if (isLiving(row) && isShownTo(row, party))
    return { type: 'recognition', id, recognition: partyView(people, row, party) }
  return { type: 'removed', id, ...whyRemoved(people, row, party) }
}

type Why = Omit<Extract<Change, { type: 'removed' }>, 'type' | 'id'>

/**
 * What became of a report is told to whoever made it, and to the sender once a moderator has read it; that it was withdrawn, to a
 * recipient who had read it and from whom no moderator had hidden it.
 */
function whyRemoved(people: PeopleById, row: RecognitionRow, party: Party): Why {
  const { senderId, withdrawnAt, moderation } = row
  if (party.role === 'sender') return reviewOnceRead(row, party)
  const sender = colleague(people, senderId)
  const report = moderation?.reports.find(({ reporterId }) => reporterId === party.personId)
  if (report) {
    const { at, readAt, outcome } = report
    return { reported: { sender, at, review: { readAt, outcome } } }
  }
  const wasRead = party.readAt !== null && !isHidden(row)
  return withdrawnAt !== null && wasRead ? { withdrawn: { sender, at: withdrawnAt } } : {}
}
