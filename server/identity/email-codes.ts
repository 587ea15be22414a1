import type { Context } from 'hono'
import { createHmac, randomInt } from 'node:crypto'
import type { EmailChallenge, EmailGrant } from '../../shared/sign-in.ts'
import { Problem } from '../../shared/problem.ts'
import type { Language } from '../locales/texts.ts'
import { writeCodeLetter } from '../mail/letters.ts'
import { entryOf } from '../observing/audit.ts'
import type { Services } from '../services.ts'
import type { SecretHash } from '../stores/access-store.ts'
import type { PersonRecord } from '../stores/people-store.ts'
import { afterAnswer } from './after-answer.ts'
import { addNewcomer, isAllowedAddress } from './newcomers.ts'
import { hashSecret, newSecret } from './tokens.ts'

const CODE_DIGITS = 8
const CODE_MINUTES = 10
const CODE_TRIES = 5

function newCode(): string {
  return String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0')
}

/** Of the code together with the address, keyed by the challenge: whoever reads the store tries no codes, since the challenge is not in it. */
function hashCode({ challenge, email, code }: Pick<EmailGrant, 'challenge' | 'email' | 'code'>): SecretHash {
  const digits = code.replaceAll(/\s/g, '')
  return createHmac('sha256', challenge).update(`${email.toLowerCase()}\n${digits}`).digest('hex')
}

/** Notes that somebody who is known was refused. Nobody waits for it, so that the time of the answer tells nothing. */
function noteRefusal(services: Services, c: Context, person: PersonRecord, reason: string): void {
  const entry = entryOf(services, c, {
    action: 'session.refused',
    actor: { kind: 'person', id: person.id },
    target: { kind: 'person', id: person.id },
    details: { grant: 'email', reason },
  })
  afterAnswer(services.log, () => services.store.audit.append(entry))
}

/** Where the code goes: to the address in the directory, whatever was typed; to nobody, unless they may sign in. */
function recipientOf(person: PersonRecord | undefined, email: string, { config }: Services) {
  if (person) return person.active ? person.email : undefined
  return isAllowedAddress(config, email) ? email : undefined
}

/**
 * Begins a sign-in by e-mail. All addresses cost the same: one look at the directory and one write. What differs comes after
 * the answer.
 */
export async function sendCode(
  services: Services,
  c: Context,
  { email, language }: { email: string; language: Language },
): Promise<EmailChallenge> {
  const { store, now, mail, log } = services
  const person = await store.people.findByEmail(email)
  const to = recipientOf(person, email, services)
  const [challenge, code, time] = [newSecret(), newCode(), now()]
  await store.access.addAttempt(
    {
      keyHash: hashSecret(challenge),
      kind: 'email',
      secretHash: hashCode({ challenge, email, code }),
      personId: person?.active ? person.id : null,
      details: to === undefined || person ? {} : { newcomer: email },
      expiresAt: new Date(time.getTime() + CODE_MINUTES * 60_000).toISOString(),
      triesLeft: CODE_TRIES,
    },
    time.toISOString(),
  )
  if (to !== undefined)
    afterAnswer(log, async () => mail?.send(await writeCodeLetter(code, CODE_MINUTES, { to, language })))
  else if (person) noteRefusal(services, c, person, 'deactivated')
  return { challenge }
}

/** The person whose code it is. */
export async function redeemCode(
  services: Services,
  c: Context,
  grant: EmailGrant,
): Promise<PersonRecord['id']> {
  const { store, now } = services
  const time = now().toISOString()
  const outcome = await store.access.useAttempt('email', hashSecret(grant.challenge), hashCode(grant), time)
  const person = await store.people.findByEmail(grant.email)
  if (outcome.kind !== 'right') {
    const code = outcome.kind === 'wrong' ? 'code_wrong' : 'code_expired'
    if (person) noteRefusal(services, c, person, code)
    throw new Problem(code)
  }
  const { personId, details } = outcome.attempt
  if (personId !== null) return personId
  const { newcomer } = details
  const added = newcomer === undefined ? undefined : await addNewcomer(services, { email: newcomer })
  if (!added) throw new Problem('code_expired')
  return added.id
}
