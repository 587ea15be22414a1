import type { MiddlewareHandler } from 'hono'
import { Hono } from 'hono'
import * as v from 'valibot'
import { Problem } from '../../shared/problem.ts'
import { Person, RecognitionId, ValueId, VISIBILITIES, WorkItem } from '../../shared/recognition.ts'
import type { PersonId } from '../../shared/recognition.ts'
import { operation } from '../http/operation.ts'
import { linkNext, PAGE_DEFAULT, PageKeys } from '../http/paging.ts'
import { readPlace, writePlace } from '../http/places.ts'
import { path, query } from '../http/validate.ts'
import type { AdminEnv } from '../identity/callers.ts'
import { forAdmins, personIn } from '../identity/callers.ts'
import { recordAct } from '../observing/audit.ts'
import type { Services } from '../services.ts'
import type { Case, OpenedCase } from '../stores/moderation-store.ts'
import { asColleague } from '../stores/people-store.ts'
import type { Store } from '../stores/store.ts'
import { decisionRoute, OUTCOMES } from './admin-decisions.ts'

const ById = v.strictObject({ id: RecognitionId })

const Reported = {
  /** Of the bright spot. */
  id: RecognitionId,
  sender: Person,
  sentAt: v.string(),
  reports: v.array(
    v.object({
      reporter: Person,
      reason: v.string(),
      at: v.string(),
      /** When a moderator first read the words after this report. */
      readAt: v.nullable(v.string()),
    }),
  ),
  /** When a moderator first read its words; its parties see that. */
  readAt: v.nullable(v.string()),
  outcome: v.nullable(v.picklist(OUTCOMES)),
  decidedAt: v.nullable(v.string()),
}

/** A bright spot that a recipient reported. Its words are in `GET /api/v1/admin/reports/{id}` alone. */
const ReportedSpot = v.object(Reported)
type ReportedSpot = v.InferOutput<typeof ReportedSpot>

const ReportsPage = v.object({
  reports: v.array(ReportedSpot),
  /** What to ask with as `after`; null at the end. */
  next: v.nullable(v.string()),
})

const ReportedWords = v.object({
  ...Reported,
  /** As it was when it was reported. Null once the report is decided and its sender withdrew it. */
  words: v.nullable(
    v.object({
      recipients: v.array(Person),
      message: v.string(),
      values: v.array(ValueId),
      visibility: v.picklist(VISIBILITIES),
      context: v.nullable(v.object({ ...WorkItem.entries, url: v.string() })),
    }),
  ),
})
type ReportedWords = v.InferOutput<typeof ReportedWords>

/** What recipients reported, for moderators: admins, but for what they sent or received, and tokens of the scope `moderate`. */
export function adminReportRoutes(services: Services): Hono<AdminEnv> {
  return new Hono<AdminEnv>()
    .use(forAdmins(services, 'moderate'))
    .route('/', listRoute(services))
    .route('/', openRoute(services))
    .route('/', decisionRoute(services))
}

async function colleague({ people }: Store, id: PersonId): Promise<Person> {
  const person = await people.find(id)
  if (!person) throw new Problem('internal', 'A party of a bright spot is not among the people')
  return asColleague(person)
}

async function shown(store: Store, { id, senderId, sentAt, ...reported }: Case): Promise<ReportedSpot> {
  const { outcome, decidedAt } = reported
  const each = reported.reports.map(async ({ reporterId, reason, at, readAt }) => {
    return { reporter: await colleague(store, reporterId), reason, at, readAt }
  })
  const [sender, reports] = [await colleague(store, senderId), await Promise.all(each)]
  return { id, sender, sentAt, reports, readAt: reports[0]?.readAt ?? null, outcome, decidedAt }
}

async function withWords(store: Store, opened: OpenedCase): Promise<ReportedWords> {
  const { words } = opened
  if (!words) return { ...(await shown(store, opened)), words }
  const recipients = await Promise.all(words.recipients.map((id) => colleague(store, id)))
  return { ...(await shown(store, opened)), words: { ...words, recipients } }
}

/** Where a list goes on behind a case. */
function placeOf({ id, reports, decidedAt }: Case): string {
  return writePlace({ at: decidedAt ?? reports[0]?.at ?? '', id })
}

function listRoute({ store }: Services): Hono<AdminEnv> {
  return new Hono<AdminEnv>().get(
    '/',
    operation({
      summary: 'What recipients reported, without its words',
      description:
        'Those that wait for a decision, the oldest first; with `state=decided` those that have one, the newest first. An admin’s session leaves out what they sent or received themselves. The Link header points to the next page.',
      for: 'admins',
      scope: 'moderate',
      answers: { 200: { description: 'A page of reported bright spots', schema: ReportsPage } },
    }),
    query(v.strictObject({ ...PageKeys, state: v.optional(v.picklist(['open', 'decided']), 'open') })),
    async (c) => {
      const { after, limit = PAGE_DEFAULT, state } = c.req.valid('query')
      const place = after === undefined ? null : readPlace(after)
      const exceptParty = personIn(c.get('actor'))
      const { cases, hasMore } = await store.moderation.list({ state, after: place, limit, exceptParty })
      const last = cases.at(-1)
      const next = hasMore && last ? placeOf(last) : null
      linkNext(c, next)
      return c.json({ reports: await Promise.all(cases.map((one) => shown(store, one))), next })
    },
  )
}

/** To ask for the headers alone would be to read, and nobody would have seen the words. */
const refuseHead: MiddlewareHandler = async (c, next) =>
  c.req.method === 'HEAD' ? c.body(null, 405, { allow: 'GET' }) : next()

function openRoute(services: Services): Hono<AdminEnv> {
  const { store, now } = services
  return new Hono<AdminEnv>().get(
    '/:id',
    refuseHead,
    operation({
      summary: 'Read what was reported',
      description:
        'The reading is audited, and everybody whose bright spot it is sees that a moderator has read it. What an admin sent or received themselves is not for their session.',
      for: 'admins',
      scope: 'moderate',
      answers: { 200: { description: 'The bright spot with its words', schema: ReportedWords } },
      problems: ['not_found', 'disk_full'],
    }),
    path(ById),
    async (c) => {
      const { id } = c.req.valid('param')
      const exceptParty = personIn(c.get('actor'))
      const opened = await store.moderation.open(id, { now: now().toISOString(), exceptParty })
      if (!opened) throw new Problem('not_found')
      await recordAct(services, c, {
        action: 'report.read',
        actor: c.get('actor'),
        target: { kind: 'recognition', id },
      })
      return c.json(await withWords(store, opened))
    },
  )
}
