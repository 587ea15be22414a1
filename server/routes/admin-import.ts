import { Hono } from 'hono'
import * as v from 'valibot'
import { Problem } from '../../shared/problem.ts'
import { PEOPLE_CSV } from '../http/examples.ts'
import { operation } from '../http/operation.ts'
import { answerProblem } from '../http/problems.ts'
import { query } from '../http/validate.ts'
import type { AdminEnv } from '../identity/callers.ts'
import { forAdmins } from '../identity/callers.ts'
import { recordAct } from '../observing/audit.ts'
import { readPeopleCsv } from '../people/csv.ts'
import { importPeople, ImportReport } from '../people/import.ts'
import { refuseRowsBeyondToken } from '../people/token-bounds.ts'
import type { Services } from '../services.ts'

const ImportQuery = v.strictObject({ dryRun: v.optional(v.picklist(['true', 'false'])) })

function refusalOf({ invalid, rows }: ImportReport): Problem {
  const these = invalid === 1 ? '1 row' : `${invalid} rows`
  const verb = invalid === 1 ? 'is' : 'are'
  return new Problem('invalid_request', `Nothing was stored: ${these} of ${rows.length} ${verb} not valid`)
}

export function adminImportRoutes(services: Services): Hono<AdminEnv> {
  const { store, now } = services
  return new Hono<AdminEnv>().post(
    '/import',
    operation({
      summary: 'Add or update people from CSV, all rows or none',
      description:
        'The e-mail address is the key. When a row is invalid nothing is stored, and the problem has `rows` and the counts of the report beside its own members. A token changes no handles of somebody who is an admin.',
      for: 'admins',
      scope: 'people',
      textBody: {
        media: 'text/csv',
        description:
          'A header line with the columns name, email and, if wanted, team, manager (an e-mail address, in the directory or in the file) and handles (`tool|origin|handle`, separated by semicolons)',
        example: PEOPLE_CSV,
      },
      answers: { 200: { description: 'What was done, or would be', schema: ImportReport } },
      problems: ['disk_full'],
    }),
    forAdmins(services, 'people'),
    query(ImportQuery),
    async (c) => {
      const dryRun = c.req.valid('query').dryRun === 'true'
      const rows = readPeopleCsv(await c.req.text())
      await refuseRowsBeyondToken(store.people, rows, c.get('actor'))
      const report = await importPeople(store.people, rows, { now: now().toISOString(), dryRun })
      if (report.invalid > 0) return answerProblem(c, refusalOf(report), report)
      const { created, updated } = report
      if (!dryRun && created + updated > 0)
        await recordAct(services, c, {
          action: 'people.imported',
          actor: c.get('actor'),
          target: null,
          details: { created: String(created), updated: String(updated) },
        })
      return c.json(report)
    },
  )
}
