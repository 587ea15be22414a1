import * as v from 'valibot'

/** An entry of the audit log, as admins are shown it, and those whom it is about. */
export const AuditEntryShown = v.object({
  id: v.string(),
  at: v.string(),
  action: v.string(),
  actor: v.object({
    kind: v.picklist(['person', 'token', 'admin_token', 'server']),
    id: v.nullable(v.string()),
  }),
  target: v.nullable(v.object({ kind: v.string(), id: v.nullable(v.string()) })),
  address: v.nullable(v.string()),
  requestId: v.nullable(v.string()),
  details: v.record(v.string(), v.string()),
})
