import { setImmediate as turn } from 'node:timers/promises'
import type { Store } from '../../../server/stores/store.ts'

/** What the server may do of its own before it asks the store: turns of the event loop. */
const TURNS = 3

/** A store of which one can tell when nobody is at work in it: some things are done once a request is answered. */
export function watchStore(store: Store): { store: Store; settled(): Promise<void> } {
  const underWay = new Set<Promise<unknown>>()

  function watch(value: unknown): unknown {
    if (!(value instanceof Promise)) return value
    const done = value.finally(() => underWay.delete(done)).catch(() => undefined)
    underWay.add(done)
    return value
  }

  function wrap<T extends object>(part: T): T {
    return new Proxy(part, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name)
        if (typeof value === 'function')
          return (...given: unknown[]) => watch(Reflect.apply(value, target, given))
        return typeof value === 'object' && value !== null ? wrap(value) : value
      },
    })
  }

  return {
    store: wrap(store),
    async settled() {
      for (let quiet = 0; quiet < TURNS; quiet += 1) {
        await turn()
        if (underWay.size > 0) quiet = -1
        await Promise.all(underWay)
      }
    },
  }
}
