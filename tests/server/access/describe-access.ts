import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listRoutes } from '../../../server/app.ts'
import type { OpenedStore } from '../../contracts/store-subject.ts'
import type { ProblemCode } from '../../../shared/problem.ts'
import { PROBLEMS } from '../../../shared/problem.ts'
import { expectProblem } from '../refusals.ts'
import type { AppOnStore } from './app-on-store.ts'
import { createAppOnStore } from './app-on-store.ts'
import type { Caller } from './callers.ts'
import { CALLERS, expectedOf } from './callers.ts'
import type { Route } from './document.ts'
import { NOW, rowsOf, Scene } from './scene.ts'
import type { Parties, Row } from './table.ts'
import { TABLE } from './table.ts'

/** One store for a while, with the app on it, and everybody who may try. */
function useOffice(open: () => Promise<OpenedStore>, thing: Row['thing'] = () => '') {
  let opened: OpenedStore
  let office: AppOnStore
  let gathered: Gathered
  let authorizations: Map<Caller, string | undefined>

  async function gather(): Promise<void> {
    const scene = new Scene(opened.store)
    const [owner, colleague] = await Promise.all([scene.addPerson(), scene.addPerson()])
    const parties = { scene, owner, colleague }
    gathered = { parties, id: await thing(parties) }
  }

  /** All at once: a store that waits for its disk waits once. */
  async function authorizeAll(): Promise<void> {
    const { scene, owner } = gathered.parties
    const made = CALLERS.map(async (caller) => [caller, await caller.authorize(scene, owner.id)] as const)
    authorizations = new Map(await Promise.all(made))
  }

  beforeAll(async () => {
    opened = await open()
    office = createAppOnStore(opened.store, NOW)
    await gather()
    await authorizeAll()
  })
  afterAll(async () => {
    await office.close()
    await opened.remove()
  })

  return {
    app: () => office.app,
    rows: () => rowsOf(opened.store),
    /** The parties, and the id of what the path names. */
    gathered: () => gathered,
    authorizationOf: (caller: Caller) => authorizations.get(caller),
    /** Puts others in the place of the parties, once something was done to them. */
    gather,
  }
}

type Office = ReturnType<typeof useOffice>

interface Gathered {
  parties: Parties
  id: string
}

interface Asking {
  id: string
  authorization: string | undefined
  body: string | undefined
}

/** The body that the row gives. */
async function bodyOf({ csv, json }: Row, parties: Parties): Promise<string | undefined> {
  return csv ?? (json && JSON.stringify(await json(parties)))
}

/** Asks as the row says. */
async function ask(office: Office, call: string, row: Row, asking: Asking): Promise<Response> {
  const { id, authorization, body } = asking
  const [method = '', path = ''] = call.split(' ')
  const headers = new Headers()
  if (body !== undefined) headers.set('content-type', row.csv === undefined ? 'application/json' : 'text/csv')
  if (authorization !== undefined) headers.set('authorization', authorization)
  return office
    .app()
    .request(path.replace('{id}', id) + (row.query ?? ''), { method, headers, body: body ?? null })
}

/** Directories are refused in SCIM's own words. */
async function expectRefusal(call: string, answer: Response, code: ProblemCode): Promise<void> {
  if (!call.includes(' /scim/')) return expectProblem(answer, code)
  expect(answer.status).toBe(PROBLEMS[code].status)
  expect(answer.headers.get('content-type')).toBe('application/scim+json')
  expect(await answer.json()).toMatchObject({ status: String(PROBLEMS[code].status) })
}

/** Sees what one caller gets at one route, and that a refusal left everything as it was. */
async function expectCell(office: Office, { call }: Route, row: Row, caller: Caller): Promise<void> {
  const { parties, id } = office.gathered()
  const expected = expectedOf(row, caller.kind)
  const body = await bodyOf(row, parties)
  const before = await office.rows()
  const answer = await ask(office, call, row, { id, body, authorization: office.authorizationOf(caller) })
  if (typeof expected === 'number') {
    expect(answer.status, await answer.text()).toBe(expected)
    if (!call.startsWith('GET ')) await office.gather()
  } else {
    await expectRefusal(call, answer, expected)
    expect(await office.rows()).toEqual(before)
  }
}

/** All that an answer says, but what differs from one request to the next. */
async function wholeAnswer(answer: Response): Promise<unknown> {
  const requestId = answer.headers.get('x-request-id') ?? ''
  const headers = [...answer.headers].filter(([name]) => !['x-request-id', 'date'].includes(name))
  return { status: answer.status, headers, text: (await answer.text()).replace(requestId, '') }
}

/** Sees that one who asks for what is not theirs is told the same as of what never was. */
async function expectNoHint(
  office: Office,
  { call }: Route,
  row: Row,
  { id, authorization }: Pick<Asking, 'id' | 'authorization'>,
): Promise<void> {
  const body = await bodyOf(row, office.gathered().parties)
  const before = await office.rows()
  const answers = [id, uuidv7()].map((each) => ask(office, call, row, { id: each, body, authorization }))
  const [theirs, nobodys] = await Promise.all(answers.map((answer) => answer.then(wholeAnswer)))
  expect(theirs).toEqual(nobodys)
  expect(theirs).toMatchObject({ status: PROBLEMS[row.others ?? 'not_found'].status })
  expect(await office.rows()).toEqual(before)
}

/** Bright spots that somebody who knows the id must not learn of; who asks is the colleague. */
const HIDDEN: Record<string, (parties: Parties) => Promise<string>> = {
  'between others, private': async ({ scene, owner }) =>
    scene.send(owner.id, (await scene.addPerson()).id, { visibility: 'private' }),
  'between others, public, not agreed to': async ({ scene, owner }) =>
    scene.send(owner.id, (await scene.addPerson()).id),
  'between others, withdrawn': async ({ scene, owner }) => {
    const id = await scene.send(owner.id, (await scene.addPerson()).id)
    await scene.store.recognitions.withdraw(id, owner.id, NOW.toISOString())
    return id
  },
  'to them, not delivered yet': ({ scene, owner, colleague }) =>
    scene.send(owner.id, colleague.id, { deliverAt: new Date(NOW.getTime() + 10_000).toISOString() }),
  'to them, withdrawn before it was delivered': async ({ scene, owner, colleague }) => {
    const deliverAt = new Date(NOW.getTime() + 10_000).toISOString()
    const id = await scene.send(owner.id, colleague.id, { deliverAt })
    await scene.store.recognitions.withdraw(id, owner.id, NOW.toISOString())
    return id
  },
}

/** To take back what is not known is fine, and lays a tombstone: the one call where an id that is taken is told from one that is free. */
const TAKING_BACK = 'DELETE /api/v1/recognitions/{id}'
/** To send is to say that the id is new: that it is taken has to be told. */
const SENDING = 'PUT /api/v1/recognitions/{id}'

function describeHints(office: Office, route: Route, row: Row): void {
  if (route.call === TAKING_BACK) return
  const strangers = CALLERS.filter(({ kind }) => kind === 'other' || kind === 'admin')
  const theirs = row.others === undefined ? [] : strangers
  test.each(theirs)('$name gets no hint of what is not theirs', async (caller) => {
    const { id } = office.gathered()
    await expectNoHint(office, route, row, { id, authorization: office.authorizationOf(caller) })
  })

  if (!route.path.startsWith('/api/v1/recognitions/') || route.call === SENDING) return
  test.each(Object.entries(HIDDEN))('no hint of a bright spot %s', async (_what, hide) => {
    const { parties } = office.gathered()
    const authorization = `Bearer ${await parties.scene.openSession(parties.colleague.id)}`
    await expectNoHint(office, route, row, { id: await hide(parties), authorization })
  })
}

/**
 * Every route, asked by everybody.
 * @param open gives an empty store of that kind.
 */
export function describeAccess(
  name: string,
  routes: readonly Route[],
  open: () => Promise<OpenedStore>,
): void {
  describe.each(routes)(`who may call $call: ${name}`, (route) => {
    const row = TABLE[route.call]
    if (!row) {
      test('has a row in the table', () => expect.fail('Say in table.ts who may call it'))
      return
    }
    const office = useOffice(open, row.thing)
    test.each(CALLERS)('$name', (caller) => expectCell(office, route, row, caller))
    describeHints(office, route, row)
  })
}

/** How the document says who is let through. */
const DOCUMENTED = new Map<string, string[] | undefined>([
  ['everyone', undefined],
  ['whoever is signed in', []],
  ['admins alone', ['admin']],
])

/** What the document and the table say of the routes, and what is there beside them. */
export function describeTable(routes: readonly Route[], open: () => Promise<OpenedStore>): void {
  describe('the table', () => {
    const office = useOffice(open)
    const calls = routes.map(({ call }) => call)

    test('has a row for each route of the document, and no other', () => {
      expect(Object.keys(TABLE).toSorted()).toEqual(calls.toSorted())
    })

    test('the document has every route that the app has', () => {
      expect(calls.toSorted()).toEqual(listRoutes(office.app()).toSorted())
    })

    test.each(routes)('$call is documented as it is', ({ call, roles }) => {
      const who = TABLE[call]?.who ?? ''
      expect(roles).toEqual(DOCUMENTED.has(who) ? DOCUMENTED.get(who) : ['admin', who])
    })

    test('other methods on the same paths let nobody in without a token', async () => {
      const paths = new Set(routes.map(({ path }) => path))
      const before = await office.rows()
      for (const path of paths)
        for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND']) {
          if (calls.includes(`${method} ${path}`)) continue
          const answer = await office.app().request(path.replace('{id}', uuidv7()), { method })
          expect([401, 404], `${method} ${path}`).toContain(answer.status)
        }
      expect(await office.rows()).toEqual(before)
    })
  })
}
