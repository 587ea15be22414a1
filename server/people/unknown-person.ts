import { Problem } from '../../shared/problem.ts'

/** What an admin is told who names a person that is not there. */
export function unknownPerson(): Problem {
  return new Problem('not_found', 'No person has this id: list them with GET /api/v1/admin/people')
}
