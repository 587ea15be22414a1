import * as v from 'valibot'
import type { OidcError } from '../../shared/sign-in.ts'
import { EmailSignIn } from '../../shared/sign-in.ts'
import { ProfileName } from '../people/schemas.ts'
import type { Services } from '../services.ts'
import type { PersonRecord } from '../stores/people-store.ts'
import { addNewcomer, isAllowedAddress } from './newcomers.ts'
import type { CameBack, Claims } from './provider.ts'

type Visitor = Extract<CameBack, { kind: 'visitor' }>

/** `person` of a refusal: whom it would have been, if that is known. */
export type Recognised =
  | { kind: 'person'; person: PersonRecord }
  | { kind: 'refused'; error: OidcError; person?: PersonRecord }

function asRefused(error: OidcError, person?: PersonRecord): Recognised {
  return { kind: 'refused', error, ...(person && { person }) }
}

/** Whoever the directory has under that address, or a newcomer of an allowed domain. */
async function findOrAdd(
  services: Services,
  email: string,
  { name }: Claims,
): Promise<PersonRecord | undefined> {
  const known = await services.store.people.findByEmail(email)
  if (known || !isAllowedAddress(services.config, email)) return known
  return addNewcomer(services, { email, name })
}

/** Whoever was added by a colleague has a name that was made from the address. */
async function nameProperly(
  { store }: Services,
  { id, pending }: PersonRecord,
  { name }: Claims,
): Promise<void> {
  if (pending && v.is(ProfileName, name)) await store.people.update(id, { name: v.parse(ProfileName, name) })
}

/** The first time: the address says who it is, if the provider vouches for it; from then on, the subject does. */
async function meet(services: Services, { identity }: Visitor, claims: Claims): Promise<Recognised> {
  const { store, config } = services
  const { email, isEmailVerified } = claims
  if (email === undefined || !v.is(EmailSignIn, { email })) return asRefused('unknown_person')
  if (!isEmailVerified && !config.oidc?.trustsEmail)
    return asRefused('email_unverified', await store.people.findByEmail(email))
  const person = await findOrAdd(services, email, claims)
  if (!person?.active) return asRefused('unknown_person', person)
  const outcome = await store.people.linkIdentity(person.id, identity)
  if (outcome !== 'linked') return asRefused('unknown_person', person)
  await nameProperly(services, person, claims)
  return { kind: 'person', person }
}

/** Who of ours came back from the provider. */
export async function recognise(services: Services, visitor: Visitor): Promise<Recognised> {
  const linked = await services.store.people.findByIdentity(visitor.identity)
  if (linked) return linked.active ? { kind: 'person', person: linked } : asRefused('unknown_person', linked)
  const claims = await visitor.claims()
  return claims ? meet(services, visitor, claims) : asRefused('provider')
}
