import * as v from 'valibot'
import { ProfileName } from '../people/schemas.ts'
import type { Services } from '../services.ts'
import type { PersonRecord } from '../stores/people-store.ts'

/** Whether the address is at one of ALLOWED_DOMAINS. Other letters that only look like those are not. */
export function isAllowedAddress({ allowedDomains }: Services['config'], email: string): boolean {
  const domain = email.slice(email.lastIndexOf('@') + 1)
  return /^[\x21-\x7e]+$/.test(email) && allowedDomains.has(domain.toLowerCase())
}

/** What to call somebody of whom nothing but an address is known: `ada.lovelace@…` is 'Ada Lovelace'. */
export function nameFromAddress(email: string): string {
  const [local = ''] = email.split('@')
  const words = local.split(/[._+-]+/).filter((word) => word !== '')
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ') || email
}

interface Newcomer {
  email: string
  /** As somebody else says it, e.g. an OpenID provider. */
  name?: string | undefined
}

/** Adds somebody at an allowed domain who is not in the directory. @returns whoever has the address then, if they may sign in. */
export async function addNewcomer(
  { store, now }: Pick<Services, 'store' | 'now'>,
  { email, name }: Newcomer,
): Promise<PersonRecord | undefined> {
  const profile = {
    name: v.is(ProfileName, name) ? v.parse(ProfileName, name) : nameFromAddress(email),
    email,
    team: null,
    role: 'member' as const,
    handles: [],
  }
  const outcome = await store.people.create(profile, now().toISOString())
  const person = outcome.kind === 'stored' ? outcome.person : await store.people.findByEmail(email)
  return person?.active ? person : undefined
}
