import { Matches, PeopleFound, type Match, type MatchRequest } from '../../shared/api.ts'
import type { PeopleResult } from '../messages.ts'
import { call } from './api.ts'
import { endSession, findSession } from './session.ts'

const MOST = 8

/** People whose name, e-mail or team fits what was typed, by the server's order. */
export async function searchPeople(query: string): Promise<PeopleResult> {
  const session = await findSession()
  if (!session) return { kind: 'fault', fault: 'not_connected' }
  const path = `/api/v1/people?${new URLSearchParams({ q: query, limit: String(MOST) })}`
  const { server, token } = session
  const reply = await call({ server, method: 'GET', path, token, answer: PeopleFound })
  if (reply.ok) return { kind: 'found', people: reply.data.people }
  if (reply.fault === 'signed_out') await endSession(session, 'server')
  return { kind: 'fault', fault: reply.fault }
}

/** Whom the server recognises among the people of a page; null when it cannot be asked. */
export async function matchPeople(request: MatchRequest): Promise<Match[] | null> {
  const session = await findSession()
  if (!session) return null
  const { server, token } = session
  const { tool, origin, people } = request
  const reply = await call({
    server,
    method: 'POST',
    path: '/api/v1/people/match',
    token,
    body: { tool, origin, people },
    answer: Matches,
  })
  if (reply.ok) return reply.data.matches
  if (reply.fault === 'signed_out') await endSession(session, 'server')
  return null
}
