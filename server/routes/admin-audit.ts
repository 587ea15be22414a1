import { Hono } from 'hono'
import * as v from 'valibot'
import { operation } from '../http/operation.ts'
import { linkNext, PAGE_DEFAULT, PageCursor, PageLimit } from '../http/paging.ts'
import { query } from '../http/validate.ts'
import type { AdminEnv } from '../identity/callers.ts'
import { forAdmins } from '../identity/callers.ts'
import { AuditEntryShown } from '../people/audit-entry.ts'
import type { Services } from '../services.ts'

const AuditPage = v.object({
  entries: v.array(AuditEntryShown),
  /** What to ask with as `before`; null at the end. */
  next: v.nullable(v.string()),
})
type AuditPage = v.InferOutput<typeof AuditPage>

export function adminAuditRoutes(services: Services): Hono<AdminEnv> {
  return new Hono<AdminEnv>().get(
    '/',
    operation({
      summary: 'The audit log: acts of admins, and sign-ins',
      description:
        'Newest first. Nothing in it can be changed, and no words of anybody are in it. The Link header points to the next page.',
      for: 'admins',
      scope: 'settings',
      answers: { 200: { description: 'A page of entries', schema: AuditPage } },
    }),
    forAdmins(services, 'settings'),
    query(v.strictObject({ before: PageCursor, limit: PageLimit })),
    async (c) => {
      const { before, limit = PAGE_DEFAULT } = c.req.valid('query')
      const page = await services.store.audit.list({ ...(before === undefined ? {} : { before }), limit })
      const next = page.hasMore ? (page.entries.at(-1)?.id ?? null) : null
      linkNext(c, next, 'before')
      return c.json({ entries: page.entries, next } satisfies AuditPage)
    },
  )
}
