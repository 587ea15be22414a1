import { expect } from 'vitest'
import * as v from 'valibot'
import { Changes } from '../../../shared/api.ts'
import type { PersonId } from '../../../shared/recognition.ts'
import type { Ask } from '../test-server.ts'
import type { Deed, Model } from './model.ts'

/** What may befall a request. One that is late arrives when nobody waits for its answer any more, perhaps after it was repeated. */
export const FAULTS = ['none', 'request lost', 'answer lost', 'late'] as const
type Fault = (typeof FAULTS)[number]

/** What befalls the next request. */
export type Luck = () => Fault

/** The first requests are met by these; all that follow go well. */
export function luckOf(faults: readonly Fault[]): Luck {
  const left = [...faults]
  return () => left.shift() ?? 'none'
}

export const GOOD_LUCK = luckOf([])

/** Somebody who is signed in. */
export interface Caller {
  id: PersonId
  token: string
}

export type Serve = (call: string, asked: Ask) => Promise<Response>

/** A page as it was read at the server; whoever asked may have died before they could keep it. */
export type PageReply = { isLost: boolean } & ({ kind: 'page'; page: Changes } | { kind: 'expired' })

/** Brings requests to the real server, and what arrives there to the model too: both have to answer the same. */
export class Network {
  readonly #serve: Serve
  readonly #model: Model
  readonly #now: () => Date
  #late: (() => Promise<unknown>)[] = []
  /** Several requests are under way at once, so nobody says what the answer to each has to be; only what comes of them all. */
  isRushing = false
  /** No answer reaches anybody: the server is being killed. */
  isCut = false

  constructor(serve: Serve, model: Model, now: () => Date) {
    this.#serve = serve
    this.#model = model
    this.#now = now
  }

  get hasLate(): boolean {
    return this.#late.length > 0
  }

  /** @returns the status of the answer, or null when none came. */
  async tell(caller: Caller, deed: Deed, luck: Luck): Promise<number | null> {
    const fault = luck()
    if (fault === 'late') this.#late.push(() => this.#arrive(caller, deed))
    if (fault === 'late' || fault === 'request lost') return null
    const status = await this.#arrive(caller, deed)
    return fault === 'answer lost' || this.isCut ? null : status
  }

  /** @returns null when no answer came. */
  async readPage(caller: Caller, query: string, luck: Luck): Promise<PageReply | null> {
    const fault = luck()
    if (fault === 'late' || fault === 'request lost') return null
    const response = await this.#serve(`GET /api/v1/changes?${query}`, { token: caller.token })
    const isLost = fault === 'answer lost' || this.isCut
    if (response.status === 410) return { kind: 'expired', isLost }
    if (this.isCut) return null
    expect(response.status, 'of a page of changes').toBe(200)
    return { kind: 'page', page: v.parse(Changes, await response.json()), isLost }
  }

  /** All that was late arrives, in its order. */
  async bringLate(): Promise<void> {
    const late = this.#late
    this.#late = []
    for (const arrive of late) await arrive()
  }

  async #arrive(caller: Caller, deed: Deed): Promise<number> {
    const expected = this.#model.answer(caller.id, deed, this.#now())
    const { status } = await this.#serve(callOf(deed), askOf(caller, deed))
    if (!this.isRushing) expect(status, `of '${deed.kind}'`).toBe(expected)
    return status
  }
}

const CALLS: Record<Deed['kind'], (path: string) => string> = {
  send: (path) => `PUT ${path}`,
  withdraw: (path) => `DELETE ${path}`,
  read: (path) => `POST ${path}/read`,
  publish: (path) => `POST ${path}/publication`,
  answer: (path) => `POST ${path}/reaction`,
  report: (path) => `POST ${path}/report`,
  meToo: (path) => `POST ${path}/me-too`,
}

function callOf({ kind, id }: Deed): string {
  return CALLS[kind](`/api/v1/recognitions/${id}`)
}

function askOf({ token }: Caller, deed: Deed): Ask {
  const json = bodyOf(deed)
  return json === undefined ? { token } : { token, json }
}

function bodyOf(deed: Deed): unknown {
  if (deed.kind === 'send') return { ...deed.words, values: [], context: null }
  if (deed.kind === 'publish') return { publish: deed.publish }
  if (deed.kind === 'answer') return { word: null, line: deed.line }
  if (deed.kind === 'meToo') return { meToo: deed.meToo }
  return deed.kind === 'report' ? { reason: 'It makes fun of me' } : undefined
}
