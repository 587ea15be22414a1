import type { AppOnStore } from '../access/app-on-store.ts'
import { NOW } from '../access/scene.ts'
import type { Cast, Viewer } from './cast.ts'
import { RECIPIENTS } from './cast.ts'

/** Who may see it. `unshared` is public, and nobody's agreement stands. */
export const KINDS = ['private', 'unshared', 'shared'] as const
export type Kind = (typeof KINDS)[number]

/** How far it has come. From `reported` on, the reporter has reported it; a moderator has read it since `opened`, and then decided. */
export const STAGES = [
  'waiting',
  'undone',
  'delivered',
  'withdrawn',
  'reported',
  'opened',
  'kept',
  'hidden',
] as const
export type Stage = (typeof STAGES)[number]

export interface Spot {
  id: string
  kind: Kind
  stage: Stage
  /** Its message, which nothing else says. */
  words: string
}

/** Who answers one that they got. */
export const ANSWERING = ['agreed', 'muted'] as const

export const isDelivered = ({ stage }: Pick<Spot, 'stage'>) => stage !== 'waiting' && stage !== 'undone'
export const isGone = ({ stage }: Pick<Spot, 'stage'>) => stage === 'undone' || stage === 'withdrawn'
export const isReported = ({ stage }: Pick<Spot, 'stage'>) =>
  ['reported', 'opened', 'kept', 'hidden'].includes(stage)

const now = NOW.toISOString()
const LATER = new Date(NOW.getTime() + 10_000).toISOString()

/** The body with which it was sent. */
export function contentOf(cast: Cast, { kind, words }: Pick<Spot, 'kind' | 'words'>) {
  return {
    recipients: RECIPIENTS.map((name) => cast.idOf(name)),
    message: words,
    values: [],
    visibility: kind === 'private' ? ('private' as const) : ('public' as const),
    context: null,
  }
}

/** One bright spot of each kind in each stage, by the API where it keeps an audit log. Last of all the leaver leaves. */
export class SpotMaker {
  readonly #office: AppOnStore
  readonly #cast: Cast

  constructor(office: AppOnStore, cast: Cast) {
    this.#office = office
    this.#cast = cast
  }

  async makeAll(): Promise<Spot[]> {
    const each = KINDS.flatMap((kind) => STAGES.map((stage) => ({ kind, stage })))
    const spots = await Promise.all(each.map(({ kind, stage }) => this.#make(kind, stage)))
    await this.#cast.scene.store.people.erase(this.#cast.idOf('leaver'), now)
    return spots
  }

  async #make(kind: Kind, stage: Stage): Promise<Spot> {
    const words = `«${kind}, ${stage}»`
    const deliverAt = isDelivered({ stage }) ? now : LATER
    const content = { ...contentOf(this.#cast, { kind, words }), deliverAt }
    const id = await this.#cast.scene.send(this.#cast.idOf('sender'), '', content)
    const spot = { id, kind, stage, words }
    if (isDelivered(spot)) await this.#receive(spot)
    if (isGone(spot)) await this.#cast.scene.store.recognitions.withdraw(id, this.#cast.idOf('sender'), now)
    if (isReported(spot)) await this.#moderate(spot)
    return spot
  }

  /** What recipients do with it, and what a colleague says to it: they try with a private one too. */
  async #receive({ id, kind }: Spot): Promise<void> {
    const cast = this.#cast
    const { recognitions } = cast.scene.store
    await recognitions.amend(id, cast.idOf('agreed'), { readAt: now })
    for (const name of ANSWERING) {
      const answer = { word: null, line: `Said by ${name}`, at: now }
      await recognitions.amend(id, cast.idOf(name), { answer })
    }
    for (const publication of ['agreed', 'declined'] as const)
      await recognitions.amend(id, cast.idOf('took back'), { publication })
    if (kind === 'unshared') return
    for (const name of ['agreed', 'reporter', 'leaver'] as const)
      await recognitions.amend(id, cast.idOf(name), { publication: 'agreed' })
    await recognitions.meToo(id, cast.idOf('colleague'), { meToo: true, now })
  }

  async #moderate({ id, stage }: Spot): Promise<void> {
    await this.#do('reporter', `POST /api/v1/recognitions/${id}/report`, { reason: 'It makes fun of me' })
    if (stage === 'reported') return
    await this.#do('ADMIN_TOKEN', `GET /api/v1/admin/reports/${id}`)
    if (stage === 'opened') return
    await this.#do('ADMIN_TOKEN', `POST /api/v1/admin/reports/${id}/decision`, { outcome: stage })
  }

  async #do(viewer: Viewer, call: string, json?: unknown): Promise<void> {
    const [method = '', path = ''] = call.split(' ')
    const headers = { ...this.#cast.headersOf(viewer), 'content-type': 'application/json' }
    const body = json === undefined ? null : JSON.stringify(json)
    const { status } = await this.#office.app.request(path, { method, headers, body })
    if (status >= 300) throw new Error(`${call} was answered ${status}`)
  }
}
