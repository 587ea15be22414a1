import type { Hono } from 'hono'
import type { Services } from '../../../server/services.ts'
import type { Route } from '../access/document.ts'
import { rowsOf } from '../access/scene.ts'
import type { Place, Template } from './place.ts'
import { openPlace } from './place.ts'
import type { FuzzRequest } from './request.ts'
import { bytesOf } from './request.ts'
import type { Outcome } from './rules.ts'
import { RULES } from './rules.ts'

/** Puts something in front of the app, or in its place. */
export type Twin = (app: Hono, services: Services) => Hono

export const REAL: Twin = (app) => app

/** How often each call was let through, and refused. */
export type Tally = Map<string, { passed: number; refused: number }>

type Fill = (text: string) => string

function fillFrom({ names }: Template): Fill {
  return (text) => text.replaceAll(/\{\{(\w+)\}\}/g, (braces, name: string) => names.get(name) ?? braces)
}

const inAddress = (text: string) => encodeURIComponent(text.toWellFormed())

function targetOf({ path, id, query }: FuzzRequest, fill: Fill): string {
  const place = typeof id === 'string' ? id : inAddress(fill(id.plain))
  if (typeof query === 'string') return path.replace('{id}', () => place) + query
  const asked = query.map(([name, value]) => `${inAddress(name)}=${inAddress(fill(value))}`)
  return path.replace('{id}', () => place) + (asked.length === 0 ? '' : `?${asked.join('&')}`)
}

/** Bodies of an even length are announced, as most clients do; the others come in chunks. */
function wireOf(request: FuzzRequest, target: string, fill: Fill): Request {
  const { method, caller, body } = request
  const headers = new Headers()
  for (const [name, value] of request.headers) headers.append(name, value)
  if (caller !== '') headers.set('authorization', `Bearer ${fill(caller)}`)
  const takesBody = !['GET', 'HEAD'].includes(method.toUpperCase())
  const bytes = body && takesBody ? new Uint8Array(bytesOf(body, fill)) : null
  if (bytes && bytes.length % 2 === 0) headers.set('content-length', String(bytes.length))
  return new Request(`http://localhost${target}`, { method, headers, body: bytes })
}

/** Of the call itself: an odd thing in the path may make it another's. Who has the answer already is told so. */
function documentedFor(
  routes: readonly Route[],
  { call, method, id }: FuzzRequest,
): readonly string[] | undefined {
  const route = routes.find((each) => each.call === call)
  const isCall = route?.method === method && typeof id !== 'string' && /[\w}]/.test(id.plain)
  return isCall ? [...route.statuses, '304'] : undefined
}

/** Sends requests one after the other to an app of their own. */
export class Batch {
  readonly #template: Template
  readonly #routes: readonly Route[]
  readonly #twin: Twin
  readonly tally: Tally = new Map()
  requests = 0

  constructor(template: Template, routes: readonly Route[], twin: Twin) {
    this.#template = template
    this.#routes = routes
    this.#twin = twin
  }

  /** @throws Error that says which request broke which rule. */
  async send(requests: readonly FuzzRequest[]): Promise<void> {
    const place = await openPlace(this.#template)
    try {
      const app = this.#twin(place.app, place.services)
      for (const request of requests) await this.#sendOne(place, app, request)
    } finally {
      await place.close()
    }
  }

  async #sendOne(place: Place, app: Hono, request: FuzzRequest): Promise<void> {
    const fill = fillFrom(this.#template)
    await place.signInAgain(fill('{{member}}'), fill('{{memberToken}}'))
    const target = targetOf(request, fill)
    const before = await rowsOf(place.store)
    const begun = place.logged.length
    const answer = await app.request(wireOf(request, target, fill))
    const text = await answer.text()
    await place.settled()
    const outcome: Outcome = {
      request,
      target,
      status: answer.status,
      headers: answer.headers,
      text,
      before,
      after: await rowsOf(place.store),
      logged: place.logged.slice(begun),
      secrets: this.#template.secrets,
      documented: documentedFor(this.#routes, request),
    }
    this.#count(outcome)
    for (const [rule, holds] of Object.entries(RULES))
      if (!holds(outcome)) throw new Error(complaint(rule, outcome))
  }

  #count({ request: { call }, status }: Outcome): void {
    this.requests += 1
    const { passed, refused } = this.tally.get(call) ?? { passed: 0, refused: 0 }
    const isPassed = status < 400
    this.tally.set(call, { passed: passed + Number(isPassed), refused: refused + Number(!isPassed) })
  }
}

function complaint(rule: string, { request, target, status, text, headers, logged }: Outcome): string {
  const answered = `${status} ${JSON.stringify([...headers])} ${text.slice(0, 500)}`
  return `Not so: ${rule}\n${request.method} ${target.slice(0, 300)}\n${answered}\n${logged.join('').slice(0, 2000)}`
}
