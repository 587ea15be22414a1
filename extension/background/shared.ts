import * as v from 'valibot'
import { SharedPage } from '../../shared/api.ts'
import type { Outcome, SharedChoice } from '../messages.ts'
import { mutedBy } from '../muted.ts'
import { readPreferences } from '../storage.ts'
import { NoContent } from './api.ts'
import { askAsPerson, outcomeOf } from './as-person.ts'

const PATH = '/api/v1/recognitions'
const PAGE = 20

/** A page with nothing to show (all of it by muted senders) is passed over, but not without end. */
const MOST_PAGES = 5

/** What colleagues agreed to share, newest first, without muted senders. Nothing of it is kept here: it may be taken back. */
export async function listShared(choice: SharedChoice, after: string | null): Promise<Outcome<SharedPage>> {
  const isMuted = mutedBy(await readPreferences())
  let next = after
  for (let page = 1; ; page++) {
    const reply = await askAsPerson({ method: 'GET', path: pathOf(choice, next), answer: SharedPage })
    if (!reply.ok) return { kind: 'fault', fault: reply.fault }
    const recognitions = reply.data.recognitions.filter((item) => !isMuted(item))
    next = reply.data.next
    if (recognitions.length > 0 || next === null || page === MOST_PAGES)
      return { kind: 'done', value: { recognitions, next } }
  }
}

function pathOf({ team, value }: SharedChoice, after: string | null): string {
  const query = new URLSearchParams({ limit: String(PAGE) })
  if (team !== null) query.set('team', team)
  if (value !== null) query.set('value', value)
  if (after !== null) query.set('after', after)
  return `${PATH}?${query}`
}

/** Says 'me too' of one, or takes it back. */
export async function sayMeToo(id: string, meToo: boolean): Promise<Outcome<null>> {
  const path = `${PATH}/${encodeURIComponent(id)}/me-too`
  const answer = v.union([NoContent, v.looseObject({})])
  return outcomeOf(await askAsPerson({ method: 'POST', path, body: { meToo }, answer }), () => null)
}
