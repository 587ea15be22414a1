import { addColleague } from '../e2e/colleague.ts'
import { startServer } from '../e2e/server.ts'
import type { Bench, Benchmark, Figure } from './benchmark.ts'
import { ANSWERED, answer, startYardstick } from './load.ts'
import { bodyFor, newPath } from './spots.ts'
import { alternate, sampleOf } from './statistics.ts'

const ROUNDS = 5
const SECONDS = 2
const CONNECTIONS = [1, 64]

export const send: Benchmark = {
  name: 'send',
  about:
    'PUT of a bright spot through the whole app, on disk, beside a bare Hono handler that echoes the body',
  run: async (bench) => {
    const figures: Figure[] = []
    for (const connections of CONNECTIONS) figures.push(...(await measure(connections, bench)))
    return figures
  },
}

/** On a store that is empty at first: each round finds it fuller. */
async function measure(connections: number, bench: Bench): Promise<Figure[]> {
  const [server, echo] = await Promise.all([startServer(), startYardstick('echo.ts')])
  try {
    const [sender, recipient] = [await addColleague(server), await addColleague(server, 'Jorge Benítez')]
    const load = {
      connections,
      seconds: SECONDS,
      method: 'PUT' as const,
      token: sender.token,
      path: newPath,
      body: bodyFor(recipient.id),
    }
    const loads = await alternate(ROUNDS, {
      ours: () => answer({ ...load, address: server.address }),
      echo: () => answer({ ...load, address: echo.address }),
    })
    const stored = loads.ours.reduce((sum, { perSecond }) => sum + perSecond * SECONDS, 0)
    bench.say(`${words(connections)}: about ${Math.round(stored)} were stored`)
    return ANSWERED.map(({ key, words: what, unit }) => ({
      what: `${words(connections)}, ${what}`,
      unit,
      ours: sampleOf(loads.ours.map((round) => round[key])),
      yardstick: sampleOf(loads.echo.map((round) => round[key])),
      target: null,
    }))
  } finally {
    await echo.stop()
    await server.remove()
  }
}

const words = (connections: number) => (connections === 1 ? '1 connection' : `${connections} connections`)
