import { SCOPES } from '../../../server/stores/admin-token-store.ts'
import type { Scope } from '../../../server/stores/admin-token-store.ts'
import type { PersonRecord } from '../../../server/stores/people-store.ts'
import type { Store } from '../../../server/stores/store.ts'
import { Scene } from '../access/scene.ts'
import { ADMIN_TOKEN } from '../test-server.ts'

/** Those who receive every bright spot of the matrix. */
export const RECIPIENTS = [
  /** Agrees to share those of the kind `shared`, has read them all, and answers. */
  'agreed',
  /** Never says whether. */
  'silent',
  /** Agrees to public ones, and takes it back. */
  'took back',
  /** Has muted the sender, and answers. */
  'muted',
  /** Agrees as `agreed` does, and reports those that are reported. */
  'reporter',
  /** An admin as well. */
  'moderator',
  /** Agrees as `agreed` does, then leaves for good. */
  'leaver',
] as const

/** Everybody who has a name. `admin` is a person of that role who is no party. */
export const PEOPLE = ['sender', ...RECIPIENTS, 'colleague', 'admin'] as const
export type PersonName = (typeof PEOPLE)[number]

/** Everybody who looks. */
export const VIEWERS = [
  ...PEOPLE,
  ...SCOPES.map((scope) => `token for ${scope}` as const),
  'ADMIN_TOKEN',
  'nobody',
] as const
export type Viewer = (typeof VIEWERS)[number]

export function isPerson(viewer: Viewer): viewer is PersonName {
  return PEOPLE.some((name) => name === viewer)
}

/** Whether a route for that scope lets them in. */
export function mayAdminister(viewer: Viewer, scope: Scope): boolean {
  return (
    viewer === 'admin' ||
    viewer === 'moderator' ||
    viewer === 'ADMIN_TOKEN' ||
    viewer === `token for ${scope}`
  )
}

/** All who play a part, signed in while they still may be. */
export class Cast {
  readonly scene: Scene
  readonly #people = new Map<PersonName, PersonRecord>()
  readonly #tokens = new Map<Viewer, string>([['ADMIN_TOKEN', ADMIN_TOKEN]])

  constructor(store: Store) {
    this.scene = new Scene(store)
  }

  async gather(): Promise<void> {
    for (const name of PEOPLE) {
      const role = mayAdminister(name, 'moderate') ? 'admin' : 'member'
      const person = await this.scene.addPerson({ name: `The ${name}`, role })
      this.#people.set(name, person)
      this.#tokens.set(name, await this.scene.openSession(person.id))
    }
    for (const scope of SCOPES)
      this.#tokens.set(`token for ${scope}`, (await this.scene.addToken([scope])).token)
    await this.scene.store.people.prefer(this.idOf('muted'), { mute: this.idOf('sender') })
  }

  idOf(name: PersonName): string {
    const person = this.#people.get(name)
    if (!person) throw new Error(`${name} is not there yet`)
    return person.id
  }

  nameOf(id: string): PersonName | undefined {
    return PEOPLE.find((name) => this.idOf(name) === id)
  }

  /** @param text what they are called, e.g. `The sender`. */
  named(text: string): PersonName | undefined {
    return PEOPLE.find((name) => text === `The ${name}`)
  }

  /** The headers that say who asks. */
  headersOf(viewer: Viewer): Record<string, string> {
    const token = this.#tokens.get(viewer)
    return token === undefined ? {} : { authorization: `Bearer ${token}` }
  }
}
