import type { Language } from '../locales/texts.ts'
import type { InviteReason } from '../mail/letters.ts'
import { writeInviteLetter } from '../mail/letters.ts'
import type { Services } from '../services.ts'
import type { PersonRecord } from '../stores/people-store.ts'
import { hashSecret, newSecret } from './tokens.ts'

export const INVITE_DAYS = 7
const DAY_MS = 86_400_000

interface NewInvite {
  code: string
  expiresAt: string
}

/** A code that signs in one browser of that person, once. @returns undefined when they may not sign in. */
export async function makeInvite(
  { store, now }: Pick<Services, 'store' | 'now'>,
  personId: PersonRecord['id'],
): Promise<NewInvite | undefined> {
  const code = newSecret()
  const createdAt = now()
  const expiresAt = new Date(createdAt.getTime() + INVITE_DAYS * DAY_MS).toISOString()
  const invite = { codeHash: hashSecret(code), personId, createdAt: createdAt.toISOString(), expiresAt }
  return (await store.access.addInvite(invite)) ? { code, expiresAt } : undefined
}

/** The server's address and the code in one, as the extension takes it. */
export function invitationOf(address: string, code: string): string {
  return `${address}#${code}`
}

/** Whether invitations can be sent. Not without PUBLIC_URL: what a caller calls the server is not written to others. */
export function canMailInvites({ mail, config }: Pick<Services, 'mail' | 'config'>): boolean {
  return mail !== undefined && config.publicUrl !== undefined
}

interface Occasion {
  reason: InviteReason
  language: Language
}

/** Sends somebody that invite. @returns whether the mail server took it. */
export async function mailInvite(
  { mail, config }: Pick<Services, 'mail' | 'config'>,
  { email: to, code }: { email: string; code: string },
  { reason, language }: Occasion,
): Promise<boolean> {
  if (mail === undefined || config.publicUrl === undefined) return false
  const invitation = invitationOf(config.publicUrl, code)
  return mail.send(await writeInviteLetter(invitation, reason, { to, language, days: INVITE_DAYS }))
}

/**
 * Makes an invite and sends it, if this server sends any. It may take as long as the mail server does: where somebody waits for
 * an answer, do it `afterAnswer`.
 * @returns whether the mail server took it.
 */
export async function inviteByMail(
  services: Services,
  { id, email }: Pick<PersonRecord, 'id' | 'email'>,
  occasion: Occasion,
): Promise<boolean> {
  if (!canMailInvites(services)) return false
  const invite = await makeInvite(services, id)
  return invite !== undefined && mailInvite(services, { email, code: invite.code }, occasion)
}
