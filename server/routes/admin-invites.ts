import type { Context } from 'hono'
import { Hono } from 'hono'
import * as v from 'valibot'
import { Problem } from '../../shared/problem.ts'
import { PersonId } from '../../shared/recognition.ts'
import { operation } from '../http/operation.ts'
import { path } from '../http/validate.ts'
import type { AdminEnv } from '../identity/callers.ts'
import { forAdmins } from '../identity/callers.ts'
import { hashSecret, newSecret } from '../identity/tokens.ts'
import { recordAct } from '../observing/audit.ts'
import { Invite } from '../people/schemas.ts'
import { unknownPerson } from '../people/unknown-person.ts'
import type { Services } from '../services.ts'

const INVITE_DAYS = 7
const DAY_MS = 86_400_000

/** The server's address and the code in one, as the extension takes it. */
function invitationOf(c: Context, publicUrl: string | undefined, code: string): string {
  return `${publicUrl ?? new URL(c.req.url).origin}#${code}`
}

export function adminInviteRoutes(services: Services): Hono<AdminEnv> {
  const { store, now, config } = services
  return new Hono<AdminEnv>().post(
    '/:id/invite',
    operation({
      summary: 'Make an invite code for a person',
      description: `It signs in one browser, once, within ${INVITE_DAYS} days. The code is shown here alone; the server keeps a hash of it. Several may be open.`,
      for: 'admins',
      scope: 'people',
      answers: { 201: { description: 'The code', schema: Invite } },
      problems: ['not_found', 'conflict', 'disk_full'],
    }),
    forAdmins(services, 'people'),
    path(v.strictObject({ id: PersonId })),
    async (c) => {
      const { id: personId } = c.req.valid('param')
      if (!(await store.people.find(personId))) throw unknownPerson()
      const code = newSecret()
      const createdAt = now()
      const expiresAt = new Date(createdAt.getTime() + INVITE_DAYS * DAY_MS).toISOString()
      const invite = { codeHash: hashSecret(code), personId, createdAt: createdAt.toISOString(), expiresAt }
      if (!(await store.access.addInvite(invite)))
        throw new Problem('conflict', 'This person is deactivated: PATCH active to true first')
      await recordAct(services, c, {
        action: 'person.invited',
        actor: c.get('actor'),
        target: { kind: 'person', id: personId },
      })
      const invitation = invitationOf(c, config.publicUrl, code)
      return c.json({ code, expiresAt, invitation } satisfies Invite, 201)
    },
  )
}
