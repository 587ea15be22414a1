import type { Context } from 'hono'
import { Hono } from 'hono'
import * as v from 'valibot'
import { Problem } from '../../shared/problem.ts'
import { PersonId } from '../../shared/recognition.ts'
import type { Spoken } from '../http/language.ts'
import { detectLanguage } from '../http/language.ts'
import { operation } from '../http/operation.ts'
import { body, mayBeEmpty, path } from '../http/validate.ts'
import type { AdminEnv } from '../identity/callers.ts'
import { forAdmins } from '../identity/callers.ts'
import { canMailInvites, INVITE_DAYS, invitationOf, mailInvite, makeInvite } from '../identity/invitations.ts'
import { recordAct } from '../observing/audit.ts'
import { Invite, InviteOptions } from '../people/schemas.ts'
import { refuseToInviteAdmins } from '../people/token-bounds.ts'
import { unknownPerson } from '../people/unknown-person.ts'
import type { Services } from '../services.ts'
import type { PersonRecord } from '../stores/people-store.ts'

type InviteEnv = AdminEnv & Spoken
type InviteContext = Context<{ Variables: AdminEnv['Variables'] & Spoken['Variables'] }>

function refuseToSend(): never {
  throw new Problem('invalid_request', 'This server sends no invitations: set SMTP_URL and PUBLIC_URL')
}

async function inviteTo(services: Services, c: InviteContext, { id }: PersonRecord) {
  const invite = await makeInvite(services, id)
  if (!invite) throw new Problem('conflict', 'This person is deactivated: PATCH active to true first')
  await recordAct(services, c, {
    action: 'person.invited',
    actor: c.get('actor'),
    target: { kind: 'person', id },
  })
  return invite
}

export function adminInviteRoutes(services: Services): Hono<InviteEnv> {
  const { store, config } = services
  return new Hono<InviteEnv>().post(
    '/:id/invite',
    operation({
      summary: 'Make an invite code for a person, and send it to them if wanted',
      description: `It signs in one browser, once, within ${INVITE_DAYS} days. The code is shown here alone; the server keeps a hash of it. Several may be open. A token invites no admins. A mail is in the language of \`Accept-Language\`.`,
      for: 'admins',
      scope: 'people',
      answers: { 201: { description: 'The code', schema: Invite } },
      problems: ['not_found', 'conflict', 'disk_full'],
    }),
    forAdmins(services, 'people'),
    path(v.strictObject({ id: PersonId })),
    mayBeEmpty,
    body(InviteOptions, { 'only the code': {}, 'by e-mail too': { send: true } }),
    detectLanguage,
    async (c) => {
      const { send = false } = c.req.valid('json')
      if (send && !canMailInvites(services)) refuseToSend()
      const person = await store.people.find(c.req.valid('param').id)
      if (!person || person.erasedAt !== null) throw unknownPerson()
      refuseToInviteAdmins(c.get('actor'), person)
      const { code, expiresAt } = await inviteTo(services, c, person)
      const invitation = invitationOf(config.publicUrl ?? new URL(c.req.url).origin, code)
      const occasion = { reason: 'invite' as const, language: c.get('language') }
      const sent = send ? { sent: await mailInvite(services, { email: person.email, code }, occasion) } : {}
      return c.json({ code, expiresAt, invitation, ...sent } satisfies Invite, 201)
    },
  )
}
