import { Problem } from '../../shared/problem.ts'
import { isAllowedAddress, nameFromAddress } from '../identity/newcomers.ts'
import type { Services } from '../services.ts'
import type { PersonRecord } from '../stores/people-store.ts'

interface Found {
  person: PersonRecord
  /** Whether they are in the directory only now. */
  isNew: boolean
}

/** Whoever is not to be told of is refused like an address of elsewhere. */
function refuse(): never {
  throw new Problem('domain_not_allowed')
}

/**
 * The person of an e-mail address, added as a pending one if nobody has it and the organisation's addresses look so.
 * @throws Problem `domain_not_allowed` for all others, those who were deactivated among them.
 */
export async function findOrAddPending(services: Services, email: string): Promise<Found> {
  const { people } = services.store
  const known = await people.findByEmail(email)
  if (known) return known.active ? { person: known, isNew: false } : refuse()
  if (!isAllowedAddress(services.config, email)) refuse()
  const name = nameFromAddress(email)
  const profile = { name, email, team: null, role: 'member' as const, handles: [] }
  const outcome = await people.create({ ...profile, pending: true }, services.now().toISOString())
  if (outcome.kind === 'stored') return { person: outcome.person, isNew: true }
  const faster = await people.findByEmail(email)
  return faster?.active ? { person: faster, isNew: false } : refuse()
}
