import { stringify } from 'csv-stringify/sync'
import { Hono } from 'hono'
import { stream } from 'hono/streaming'
import * as v from 'valibot'
import { Recognition } from '../../shared/recognition.ts'
import { operation } from '../http/operation.ts'
import { linkNext, PAGE_DEFAULT, PageKeys } from '../http/paging.ts'
import { readCursor, writeCursor } from '../http/places.ts'
import { inertCell } from '../http/spreadsheet.ts'
import { query } from '../http/validate.ts'
import type { AdminEnv } from '../identity/callers.ts'
import { forAdmins } from '../identity/callers.ts'
import { describeFault } from '../observing/fault.ts'
import type { Services } from '../services.ts'
import type { PublishedCursor, RecognitionStore } from '../stores/recognition-store.ts'

const CSV_PAGE = 1000
const WHO = 'Public ones whose recipient agreed, with the recipients who agreed. Private ones never.'

const Published = v.object({
  recognitions: v.array(Recognition),
  /** What to ask with as `after`; null at the end. */
  next: v.nullable(v.string()),
})
type Published = v.InferOutput<typeof Published>

function csvRow(recognition: Recognition): string[] {
  const { id, sender, recipients, message, values, context, sentAt, deliveredAt } = recognition
  const names = recipients.map(({ name, email }) => `${name} <${email}>`).join('; ')
  const from = [sender.name, sender.email, names, message, values.join(' ')]
  return [
    id,
    sentAt,
    deliveredAt ?? '',
    ...from,
    context?.tool ?? '',
    context?.key ?? '',
    context?.title ?? '',
    context?.url ?? '',
  ]
}

const CSV_HEADER =
  'id sentAt deliveredAt senderName senderEmail recipients message values tool key title url'.split(' ')

function csvOf(rows: string[][]): string {
  return stringify(
    rows.map((row) => row.map(inertCell)),
    { quoted: true, record_delimiter: 'windows' },
  )
}

async function* csvChunks(recognitions: RecognitionStore): AsyncGenerator<string> {
  yield csvOf([CSV_HEADER])
  let after: PublishedCursor | null = null
  do {
    const page = await recognitions.published({ personId: null, after, limit: CSV_PAGE })
    yield csvOf(page.recognitions.map(csvRow))
    after = page.next
  } while (after)
}

/** What an organisation may show of its bright spots. */
export function adminRecognitionRoutes(services: Services): Hono<AdminEnv> {
  const { store, log } = services
  const { recognitions } = store
  return new Hono<AdminEnv>()
    .get(
      '/recognitions',
      operation({
        summary: 'Published bright spots, newest first, a page at a time',
        description: `${WHO} The Link header points to the next page.`,
        for: 'admins',
        scope: 'read',
        answers: { 200: { description: 'A page of bright spots', schema: Published } },
      }),
      forAdmins(services, 'read'),
      query(v.strictObject(PageKeys)),
      async (c) => {
        const { after, limit = PAGE_DEFAULT } = c.req.valid('query')
        const page = await recognitions.published({
          personId: null,
          after: after === undefined ? null : readCursor(after),
          limit,
        })
        const next = page.next && writeCursor(page.next)
        linkNext(c, next)
        return c.json({ recognitions: page.recognitions, next } satisfies Published)
      },
    )
    .get(
      '/recognitions.csv',
      operation({
        summary: 'Published bright spots as CSV, newest first',
        description: `${WHO} Safe to open in a spreadsheet.`,
        for: 'admins',
        scope: 'read',
        answers: { 200: { description: 'All of them', media: 'text/csv' } },
      }),
      forAdmins(services, 'read'),
      (c) => {
        c.header('content-type', 'text/csv; charset=utf-8')
        c.header('content-disposition', 'attachment; filename="bright-spots.csv"')
        return stream(
          c,
          async (out) => {
            for await (const lines of csvChunks(recognitions)) await out.write(lines)
          },
          async (error) =>
            log.error({ fault: describeFault(error) }, 'A table ended before all of it was sent'),
        )
      },
    )
}
