import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestServer } from '../test-server.ts'
import { openTestServer } from '../test-server.ts'
import type { Directory } from './directory-client.ts'
import { directoryOf, ENTERPRISE, expectScimError, USER } from './directory-client.ts'

let server: TestServer
let directory: Directory
let id: string
beforeAll(async () => {
  server = await openTestServer()
  directory = directoryOf(server)
  ;({ id } = await directory.add('ben@corp.example', { displayName: 'Ben', active: true }))
})
afterAll(() => server.close())

describe('names that objects have by themselves', () => {
  const WORDS = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf']
  const untouched = () => {
    const own = Object.values(Object.getOwnPropertyDescriptors(Object.prototype)).map(({ value }) => value)
    for (const object of [Object.prototype, Object, ...own.filter(Boolean)])
      expect(Object.hasOwn(object, 'polluted')).toBe(false)
  }

  test.each(WORDS)('%s as a path, a part of one, and a key changes nothing', async (word) => {
    const before = await server.store.people.find(id)
    const core = `${USER}:${word}.polluted`
    for (const path of [word, `${word}.polluted`, `name.${word}`, `${ENTERPRISE}:${word}.polluted`, core])
      for (const op of ['add', 'replace', 'remove'])
        expect((await directory.patch(id, { op, path, value: 'x' })).status).toBe(200)
    const held = `{"${word}":{"polluted":"x"},"${word}.polluted":"x","name":{"${word}":{"polluted":"x"}}}`
    const operation = `{"op":"add","value":${held},"${word}":{"polluted":"x"}}`
    const text = `{"Operations":[${operation}],"${word}":{"polluted":"x"}}`
    expect((await directory.ask(`PATCH /Users/${id}`, undefined, { text })).status).toBe(200)
    const body = `{"userName":"ben@corp.example","displayName":"Ben","${word}":{"polluted":"x","active":false}}`
    expect((await directory.ask(`PUT /Users/${id}`, undefined, { text: body })).status).toBe(200)
    untouched()
    expect(await server.store.people.find(id)).toEqual(before)
  })

  test('in filters find nothing', async () => {
    for (const word of WORDS)
      await expectScimError(await directory.find(`${word} eq "x"`), 400, { scimType: 'invalidFilter' })
  })
})

describe('patches', () => {
  test.each<[object, string]>([
    [{ op: 'move', path: 'active', value: true }, 'invalidSyntax'],
    [{ path: 'active', value: true }, 'invalidSyntax'],
    [{ op: 'remove' }, 'noTarget'],
    [{ op: 'replace', value: 'secret text' }, 'invalidValue'],
    [{ op: 'replace', value: ['secret text'] }, 'invalidValue'],
    [{ op: 'replace', path: 'emails[type eq "work"', value: 'secret text' }, 'invalidPath'],
    [{ op: 'replace', path: 'secret text', value: 1 }, 'invalidPath'],
    [{ op: 'replace', path: 'a'.repeat(501), value: 1 }, 'invalidPath'],
    [{ op: 'replace', path: 'active', value: 'secret text' }, 'invalidValue'],
    [{ op: 'replace', path: 'userName', value: '' }, 'invalidValue'],
    [{ op: 'remove', path: 'userName' }, 'invalidValue'],
    [{ op: 'replace', path: 'name', value: 'secret text' }, 'invalidValue'],
    [{ op: 'replace', path: 'emails[type eq "work"].value', value: 'secret text' }, 'invalidValue'],
  ])('refuses %j and changes nothing', async (operation, scimType) => {
    const before = await server.store.people.find(id)
    const acts = (await directory.acts()).length
    const good = { op: 'replace', path: 'displayName', value: 'Changed' }
    await expectScimError(await directory.patch(id, good, operation), 400, {
      scimType,
      secret: 'secret text',
    })
    expect(await server.store.people.find(id)).toEqual(before)
    expect(await directory.acts()).toHaveLength(acts)
  })

  test('without operations, and with too many, are refused', async () => {
    await expectScimError(await directory.patch(id), 400, { scimType: 'invalidSyntax' })
    const many = Array.from({ length: 201 }, () => ({ op: 'add', path: 'active', value: true }))
    await expectScimError(await directory.patch(id, ...many), 400, { scimType: 'invalidSyntax' })
  })

  test('that change nothing leave no act', async () => {
    const acts = (await directory.acts()).length
    const answer = await directory.patch(
      id,
      { op: 'add', path: 'active', value: true },
      { op: 'replace', path: 'title', value: 'Engineer' },
      { op: 'add', path: 'phoneNumbers[type eq "mobile"].value', value: '+1 555' },
      { op: 'add', path: 'emails', value: [{ type: 'home', value: 'ben@home.example' }] },
    )
    expect(await answer.json()).toMatchObject({ emails: [{ value: 'ben@corp.example' }] })
    expect(await directory.acts()).toHaveLength(acts)
  })

  test('an address that is taken away gives way to the user name, if that is one', async () => {
    const { id: fay } = await directory.add('fay@corp.example', { emails: [{ value: 'f@corp.example' }] })
    const removed = await directory.patch(fay, { op: 'Remove', path: 'emails[type eq "work"].value' })
    expect(await removed.json()).toMatchObject({ emails: [{ value: 'fay@corp.example' }] })
    await directory.patch(fay, { op: 'replace', path: 'userName', value: 'CORP\\fay' })
    const gone = await directory.patch(fay, { op: 'remove', path: 'emails' })
    await expectScimError(gone, 400, { scimType: 'invalidValue' })
  })
})

describe('lists', () => {
  test.each(['startIndex=x', 'count=1e3', `count=${'9'.repeat(30)}`])('refuses %s', async (query) => {
    await expectScimError(await directory.ask(`GET /Users?${query}`), 400, { scimType: 'invalidSyntax' })
  })

  test('are the same with parameters that are not known', async () => {
    const answer = await directory.ask(`GET /Users?attributes=id&sortBy=userName&count=1`)
    expect(await answer.json()).toMatchObject({ itemsPerPage: 1 })
  })
})
