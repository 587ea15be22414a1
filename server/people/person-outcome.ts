import { Problem } from '../../shared/problem.ts'
import type { PersonOutcome, PersonRecord } from '../stores/people-store.ts'
import { unknownPerson } from './unknown-person.ts'

const THINGS = { email: 'The e-mail address', handles: 'A handle', userName: 'The user name' }

/** The person that was stored. @throws Problem when none was. */
export function personOf(outcome: PersonOutcome): PersonRecord {
  if (outcome.kind === 'stored') return outcome.person
  if (outcome.kind === 'not_found') throw unknownPerson()
  if (outcome.kind === 'no_manager')
    throw new Problem('invalid_request', 'managerId must be the id of somebody else')
  throw new Problem('conflict', `${THINGS[outcome.field]} belongs to somebody else`)
}
