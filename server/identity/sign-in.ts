import type { Context } from 'hono'
import { v7 as uuidv7 } from 'uuid'
import type { EmailGrant, InviteGrant, NewSession, OidcGrant, SessionGrant } from '../../shared/sign-in.ts'
import { Problem } from '../../shared/problem.ts'
import { recordAct } from '../observing/audit.ts'
import type { Services } from '../services.ts'
import type { NewSession as StoredSession } from '../stores/access-store.ts'
import type { PersonRecord } from '../stores/people-store.ts'
import { asColleague } from '../stores/people-store.ts'
import { redeemCode } from './email-codes.ts'
import { redeemOidcCode } from './oidc-visits.ts'
import { hashSecret, newSecret } from './tokens.ts'

async function byInvite(
  { store }: Services,
  { code }: InviteGrant,
  session: StoredSession,
): Promise<PersonRecord> {
  const outcome = await store.access.redeemInvite(hashSecret(code), session)
  if (outcome.kind !== 'signed_in') throw new Problem(`invite_${outcome.kind}`)
  return outcome.person
}

async function byCode(
  services: Services,
  c: Context,
  { grant, session }: { grant: EmailGrant | OidcGrant; session: StoredSession },
): Promise<PersonRecord> {
  const personId =
    grant.grant === 'email' ? await redeemCode(services, c, grant) : await redeemOidcCode(services, grant)
  const person = await services.store.access.openSession(personId, session)
  if (!person) throw new Problem('code_expired')
  return person
}

/** Opens a session for whoever proves who they are, and notes it. */
export async function signIn(services: Services, c: Context, grant: SessionGrant): Promise<NewSession> {
  const token = newSecret()
  const session: StoredSession = {
    id: uuidv7(),
    tokenHash: hashSecret(token),
    device: grant.device,
    grant: grant.grant,
    createdAt: services.now().toISOString(),
  }
  const person =
    grant.grant === 'invite'
      ? await byInvite(services, grant, session)
      : await byCode(services, c, { grant, session })
  await recordAct(services, c, {
    action: 'session.opened',
    actor: { kind: 'person', id: person.id },
    target: { kind: 'session', id: session.id },
    details: { grant: grant.grant },
  })
  return { token, person: asColleague(person) }
}
