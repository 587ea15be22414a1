import { parse } from 'csv-parse/sync'
import type { Change } from '../../../shared/api.ts'
import type { PersonExport } from '../../../server/people/export.ts'
import type { Recognition, Review } from '../../../shared/recognition.ts'
import type { Cast, Viewer } from './cast.ts'
import type { Sight } from './rules.ts'
import * as rules from './rules.ts'
import type { Spot } from './spots.ts'

/** What an answer shows: of which bright spots, and what of each. */
type Seen = Map<string, Sight>

/** A route that shows bright spots. */
export interface ViewRow {
  /** The queries that it is asked with, one after the other; once without any when absent. */
  queries?: readonly string[]
  /** @param text of an answer that is no refusal. */
  read(text: string, cast: Cast): Seen
  rule(viewer: Viewer, spot: Spot): Sight
}

const OUTCOMES = { kept: 'kept', hidden: 'hidden' } as const

function reviewed({ readAt, outcome }: Review): 'unread' | 'read' | 'kept' | 'hidden' {
  if (outcome !== null) return OUTCOMES[outcome]
  return readAt === null ? 'unread' : 'read'
}

function viewOf(recognition: Recognition, cast: Cast): Sight {
  const { recipients, readAt, publication, answers = [], meToo = [], review } = recognition
  return {
    recipients: recipients.map(({ id }) => cast.nameOf(id)),
    isRead: readAt !== null,
    publication,
    answers: answers.map(({ person }) => cast.nameOf(person.id)),
    meToo: meToo.map(({ id }) => cast.nameOf(id)),
    review: review ? reviewed(review) : null,
  }
}

function changed(change: Change, cast: Cast): Sight {
  if (change.type === 'recognition') return viewOf(change.recognition, cast)
  const { withdrawn, reported } = change
  if (reported) return `reported, ${reviewed(reported.review)}`
  return withdrawn ? 'withdrawn' : 'gone'
}

function seen<T extends { id: string }>(things: readonly T[], sight: (thing: T) => Sight): Seen {
  return new Map(things.map((thing) => [thing.id, sight(thing)]))
}

const recognitionsIn = (recognitions: readonly Recognition[], cast: Cast) =>
  seen(recognitions, (one) => viewOf(one, cast))

const one: ViewRow['read'] = (text, cast) => {
  const recognition: Recognition = JSON.parse(text)
  return recognitionsIn([recognition], cast)
}

const list: ViewRow['read'] = (text, cast) => {
  const { recognitions }: { recognitions: Recognition[] } = JSON.parse(text)
  return recognitionsIn(recognitions, cast)
}

const feed: ViewRow['read'] = (text, cast) => {
  const { changes }: { changes: Change[] } = JSON.parse(text)
  return seen(changes, (change) => changed(change, cast))
}

const exported: ViewRow['read'] = (text, cast) => {
  const { sent, received, meToo, reports }: PersonExport = JSON.parse(text)
  const ids = seen([...meToo, ...reports], () => 'id')
  return new Map([...ids, ...recognitionsIn([...sent, ...received], cast)])
}

/** A spreadsheet has no more than the words, and who sent and received them. */
const spreadsheet: ViewRow['read'] = (text, cast) => {
  const rows: { id: string; recipients: string }[] = parse(text, { columns: true })
  return seen(rows, ({ recipients }) => ({
    recipients: recipients.split('; ').map((cell) => cast.named(cell.replace(/ <.*/, ''))),
    isRead: false,
    publication: null,
    answers: [],
    meToo: [],
    review: null,
  }))
}

const audited: ViewRow['read'] = (text) => {
  const { entries }: { entries: { target: { kind: string; id: string } | null }[] } = JSON.parse(text)
  const targets = entries.flatMap(({ target }) => (target?.kind === 'recognition' ? [target] : []))
  return seen(targets, () => 'id')
}

const reports: ViewRow['read'] = (text) => {
  const page: { reports: { id: string }[] } = JSON.parse(text)
  return seen(page.reports, () => 'listed')
}

const report: ViewRow['read'] = (text) => {
  const opened: { id: string; words: object | null } = JSON.parse(text)
  return seen([opened], ({ words }) => (words ? 'words' : 'listed'))
}

/** Routes that show bright spots, and what each shows to whom. The last one changes what it shows, so it is asked last. */
export const VIEWS: Readonly<Record<string, ViewRow>> = {
  'GET /api/v1/recognitions/{id}': { read: one, rule: rules.byId },
  'PUT /api/v1/recognitions/{id}': { read: one, rule: rules.sentAgain },
  'GET /api/v1/changes': { queries: ['?limit=200'], read: feed, rule: rules.inFeed },
  'GET /api/v1/recognitions': { queries: ['?limit=100'], read: list, rule: rules.amongShared },
  'GET /api/v1/me/export': { read: exported, rule: rules.inExport },
  'GET /api/v1/admin/recognitions': { queries: ['?limit=100'], read: list, rule: rules.forAdmins },
  'GET /api/v1/admin/recognitions.csv': { read: spreadsheet, rule: rules.forAdmins },
  'GET /api/v1/admin/audit': { queries: ['?limit=200'], read: audited, rule: rules.inAudit },
  'GET /api/v1/admin/reports': {
    queries: ['?limit=100', '?limit=100&state=decided'],
    read: reports,
    rule: rules.amongReports,
  },
  'GET /api/v1/admin/reports/{id}': { read: report, rule: rules.reported },
}
