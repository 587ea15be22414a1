import { Matches, PeopleFound, PersonFound, type Match, type MatchRequest } from '../../shared/api.ts'
import type { Person } from '../../shared/recognition.ts'
import type { Outcome, PeopleResult } from '../messages.ts'
import type { Recipient } from '../stored.ts'
import { askAsPerson, outcomeOf } from './as-person.ts'

const MOST = 8

/** People whose name, e-mail or team fits what was typed, by the server's order. */
export async function searchPeople(query: string): Promise<PeopleResult> {
  const path = `/api/v1/people?${new URLSearchParams({ q: query, limit: String(MOST) })}`
  const reply = await askAsPerson({ method: 'GET', path, answer: PeopleFound })
  return reply.ok ? { kind: 'found', people: reply.data.people } : { kind: 'fault', fault: reply.fault }
}

/** The same people as the server knows them now; who is not found stays as they were. */
export async function readAnew(people: Recipient[]): Promise<Recipient[]> {
  return Promise.all(
    people.map(async (person) => {
      const answer = await searchPeople(person.email)
      const now = answer.kind === 'found' ? answer.people.find(({ id }) => id === person.id) : undefined
      return now ? { ...now, ...(person.seenAs ? { seenAs: person.seenAs } : {}) } : person
    }),
  )
}

/** Whom the server recognises among the people of a page; null when it cannot be asked. */
export async function matchPeople({ tool, origin, people }: MatchRequest): Promise<Match[] | null> {
  const body = { tool, origin, people }
  const reply = await askAsPerson({ method: 'POST', path: '/api/v1/people/match', body, answer: Matches })
  return reply.ok ? reply.data.matches : null
}

/** Somebody who is not in the directory, to be thanked by e-mail address: it waits for them, and they are invited. */
export async function invitePerson(email: string): Promise<Outcome<Person>> {
  const body = { email: email.trim() }
  const reply = await askAsPerson({ method: 'POST', path: '/api/v1/people', body, answer: PersonFound })
  return outcomeOf(reply, ({ person }) => person)
}
