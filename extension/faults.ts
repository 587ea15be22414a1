import type { OidcError } from '../shared/sign-in.ts'
import { PROBLEMS, isProblemCode, type ProblemCode } from '../shared/problem.ts'

/**
 * What can go wrong between this browser and the server, beyond what the server itself refuses. A closed port, an unknown
 * name and a bad certificate look the same to an extension, in both browsers: they are all `unreachable`.
 */
export const CONNECTION_FAULTS = [
  'offline',
  'unreachable',
  'timeout',
  'interrupted',
  'not_our_server',
  'server_too_old',
  'server_too_new',
  'not_connected',
] as const

export type Fault = ProblemCode | (typeof CONNECTION_FAULTS)[number]

/** What can keep somebody from signing in: beside these, what stands in the invitation, and what the organisation's sign-in says. */
export type ConnectFault =
  | Fault
  | `oidc_${OidcError}`
  | 'bad_address'
  | 'needs_https'
  | 'needs_code'
  | 'other_server'

/** Whether the same send may succeed later without a change by the person. */
export function isPassing(fault: Fault): boolean {
  return isProblemCode(fault) ? PROBLEMS[fault].retry : true
}
