import { serve } from '@hono/node-server'
import { registerHooks } from 'node:module'
import { readConfig } from '../../server/config.ts'
import { startDelivery } from '../../server/delivery.ts'
import { hashSecret } from '../../server/identity/tokens.ts'
import { openLog } from '../../server/observing/log.ts'
import { NO_METERS } from '../../server/observing/meters.ts'
import { openLowdbStore } from '../../server/stores/lowdb/open.ts'
import { READER_TOKEN } from './spots.ts'

/** The whole app on the store in the folder that is the first argument; with `unchecked` as the second it takes everybody for the reader. */
const [folder = '', how] = process.argv.slice(2)

const store = await openLowdbStore(folder)
const session = await store.access.findSession(hashSecret(READER_TOKEN))
if (!session) throw new Error('The store does not know the reader')

/** In the place of the module that checks tokens, before anything loads it: the shipped code has no switch for this. */
const UNCHECKED = `
const session = ${JSON.stringify(session)}
const actor = { kind: 'person', id: session.person.id }
export const forPeople = () => (c, next) => {
  c.set('session', session)
  c.set('actor', actor)
  return next()
}
export const forAdmins = forPeople
`

if (how === 'unchecked')
  registerHooks({
    load: (url, context, nextLoad) =>
      url.endsWith('/server/identity/callers.ts')
        ? { format: 'module', source: UNCHECKED, shortCircuit: true }
        : nextLoad(url, context),
  })

const { createApp } = await import('../../server/app.ts')
const now = () => new Date()
const observed = { log: openLog('silent'), meters: NO_METERS }
const app = createApp({
  ...observed,
  store,
  mail: undefined,
  delivery: startDelivery(store, now, observed),
  config: readConfig({ LIMITS: 'off' }),
  now,
  adminTokenHash: hashSecret('an admin token that nobody uses here'),
  stopping: new AbortController().signal,
})
let answered = 0

/** What the process took so far, and for how many requests: other processes do not count. */
function spent(): Response {
  const { user, system } = process.cpuUsage()
  return Response.json({ cpuMs: (user + system) / 1000, answered })
}

const answer: typeof app.fetch = (request, ...rest) => {
  if (request.url.endsWith('/spent')) return spent()
  answered += 1
  return app.fetch(request, ...rest)
}

serve({ fetch: answer, hostname: '127.0.0.1', port: 0 }, ({ port }) =>
  console.log(`http://127.0.0.1:${port}`),
)
