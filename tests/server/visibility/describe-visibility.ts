import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OpenedStore } from '../../contracts/store-subject.ts'
import type { AppOnStore } from '../access/app-on-store.ts'
import { createAppOnStore } from '../access/app-on-store.ts'
import type { Route } from '../access/document.ts'
import { NOW } from '../access/scene.ts'
import type { Viewer } from './cast.ts'
import { Cast, VIEWERS } from './cast.ts'
import { undocumentedIn } from './documented.ts'
import type { Sight } from './rules.ts'
import type { Spot } from './spots.ts'
import { contentOf, SpotMaker } from './spots.ts'
import type { ViewRow } from './views.ts'
import { VIEWS } from './views.ts'

/** One store with every bright spot in it. */
function useStage(open: () => Promise<OpenedStore>) {
  let opened: OpenedStore
  let office: AppOnStore
  let cast: Cast
  let spots: Spot[] = []

  beforeAll(async () => {
    opened = await open()
    office = createAppOnStore(opened.store, NOW)
    cast = new Cast(opened.store)
    await cast.gather()
    spots = await new SpotMaker(office, cast).makeAll()
  })
  afterAll(async () => {
    await office.close()
    await opened.remove()
  })

  return {
    cast: () => cast,
    spots: () => spots,
    /** The lines of the log so far. */
    logged: () => office.logged,
    /** @param address of the thing and the query too. */
    async ask(method: string, address: string, viewer: Viewer, json?: unknown) {
      const headers = { ...cast.headersOf(viewer), 'content-type': 'application/json' }
      const body = json === undefined ? null : JSON.stringify(json)
      const answer = await office.app.request(address, { method, headers, body })
      return { status: answer.status, text: await answer.text() }
    },
  }
}

type Stage = ReturnType<typeof useStage>

/** Where to ask, and with what, to see all that the route shows. */
function questions(stage: Stage, { method, path }: Route, { queries = [''] }: ViewRow) {
  if (!path.includes('{id}')) return queries.map((query) => ({ address: path + query, json: undefined }))
  return stage.spots().map((spot) => ({
    address: path.replace('{id}', spot.id),
    json: method === 'PUT' ? contentOf(stage.cast(), spot) : undefined,
  }))
}

const hasWords = (sight: Sight) => sight === 'words' || typeof sight === 'object'

const nameOf = ({ kind, stage }: Spot) => `${kind}, ${stage}`

/** By the name of each bright spot. */
function byName<T>(spots: readonly Spot[], tell: (spot: Spot) => T): Record<string, T> {
  return Object.fromEntries(spots.map((spot) => [nameOf(spot), tell(spot)]))
}

/** Sees what the route shows to one viewer, of every bright spot: as the rule has it, and no word beside. */
async function expectSights(stage: Stage, route: Route, row: ViewRow, viewer: Viewer): Promise<void> {
  const { method } = route
  const asked = questions(stage, route, row)
  const answers = await Promise.all(
    asked.map(({ address, json }) => stage.ask(method, address, viewer, json)),
  )
  const good = answers.filter(({ status }) => status < 300)
  const seen = new Map(good.flatMap(({ text }) => [...row.read(text, stage.cast())]))
  const expected = byName(stage.spots(), (spot) => row.rule(viewer, spot))
  expect(byName(stage.spots(), ({ id }) => seen.get(id) ?? 'nothing')).toEqual(expected)
  const all = answers.map(({ text }) => text).join('\n')
  expect(byName(stage.spots(), ({ words }) => all.includes(words))).toEqual(
    byName(stage.spots(), (spot) => hasWords(row.rule(viewer, spot))),
  )
  expectDocumented(route, good)
}

/** Sees that an answer has no property that the document does not name. */
function expectDocumented({ answers: [documented] }: Route, good: readonly { text: string }[]): void {
  if (!documented?.media.endsWith('json')) return
  for (const { text } of good) expect(undocumentedIn(JSON.parse(text), documented.schema)).toEqual([])
}

/** Sees that the route shows and names none of them. */
async function expectNothing(stage: Stage, route: Route, viewer: Viewer): Promise<void> {
  const { method, path } = route
  const address = path.replace('{id}', stage.cast().idOf('sender'))
  const answer = await stage.ask(method, address, viewer)
  const shown = stage
    .spots()
    .filter(({ id, words }) => answer.text.includes(id) || answer.text.includes(words))
  expect(shown.map(nameOf)).toEqual([])
  if (answer.status === 200) expectDocumented(route, [answer])
}

/** Every route that can be asked without doing anything, by everybody who may look, for bright spots of every kind in every stage. */
export function describeVisibility(
  name: string,
  routes: readonly Route[],
  open: () => Promise<OpenedStore>,
): void {
  describe(`what is shown: ${name}`, () => {
    const stage = useStage(open)
    const asking = routes.filter(({ call, method }) => method === 'GET' && !VIEWS[call])
    const showing = Object.entries(VIEWS).map(([call, row]) => ({ call, row }))

    describe.each(asking)('nothing by $call', (route) => {
      test.each(VIEWERS)('to %s', (viewer) => expectNothing(stage, route, viewer))
    })

    describe.each(showing)('by $call', ({ call, row }) => {
      const route = routes.find((one) => one.call === call)
      if (!route) return test('is a route', () => expect.fail(`${call} is gone`))
      test.each(VIEWERS)('to %s', (viewer) => expectSights(stage, route, row, viewer))
    })

    test('by the log to nobody', () => {
      const log = stage.logged().join('')
      const named = stage.spots().filter(({ id, words }) => log.includes(id) || log.includes(words))
      expect(named.map(nameOf)).toEqual([])
    })
  })
}
