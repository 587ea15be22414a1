import { Matches, PeopleFound, type Match } from '../../shared/api.ts'
import type { PersonOnPage } from '../../shared/recognition.ts'
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

/** Whom the server recognises among the people of a page. Nobody, when it cannot be asked: the person can always be typed. */
export async function matchPeople(tool: string, origin: string, people: PersonOnPage[]): Promise<Match[]> {
  const session = await findSession()
  if (!session || people.length === 0) return []
  const { server, token } = session
  const reply = await call({
    server,
    method: 'POST',
    path: '/api/v1/people/match',
    token,
    body: { tool, origin, people },
    answer: Matches,
  })
  return reply.ok ? reply.data.matches : []
}
