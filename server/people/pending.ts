import { Problem } from '../../shared/problem.ts'
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

function domainOf(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1).toLowerCase()
}

/** All that is known of somebody who is known by their address alone. */
function nameOf(email: string): string {
  return email.slice(0, email.lastIndexOf('@'))
}

/**
 * The person of an e-mail address, added as a pending one if nobody has it and the organisation's addresses look so.
 * @throws Problem `domain_not_allowed` for all others, those who were deactivated among them.
 */
export async function findOrAddPending(services: Services, email: string): Promise<Found> {
  const { people } = services.store
  const known = await people.findByEmail(email)
  if (known) return known.active ? { person: known, isNew: false } : refuse()
  if (!services.config.allowedDomains.has(domainOf(email))) refuse()
  const profile = { name: nameOf(email), email, team: null, role: 'member' as const, handles: [] }
  const outcome = await people.create({ ...profile, pending: true }, services.now().toISOString())
  if (outcome.kind === 'stored') return { person: outcome.person, isNew: true }
  const faster = await people.findByEmail(email)
  return faster?.active ? { person: faster, isNew: false } : refuse()
}
