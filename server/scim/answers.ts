import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { LIST_SCHEMA, SCIM_MEDIA } from './names.ts'

/** Answers in SCIM's own media type. */
export function answerScim(
  c: Context,
  document: object,
  status: ContentfulStatusCode = 200,
  headers: Record<string, string> = {},
): Response {
  return c.body(JSON.stringify(document), status, { 'content-type': SCIM_MEDIA, ...headers })
}

/** A page of a list; `startIndex` is counted from 1. */
export function listOf<T>(Resources: T[], { total, startIndex }: { total: number; startIndex: number }) {
  return {
    schemas: [LIST_SCHEMA],
    totalResults: total,
    startIndex,
    itemsPerPage: Resources.length,
    Resources,
  }
}
