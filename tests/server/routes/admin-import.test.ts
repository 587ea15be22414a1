import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { expectProblem, itRefuses } from '../refusals.ts'
import type { TestServer } from '../test-server.ts'
import { ADMIN_TOKEN, openTestServer } from '../test-server.ts'

const CALL = 'POST /api/v1/admin/people/import'

let server: TestServer
beforeEach(async () => {
  server = await openTestServer()
  await server.addPerson('Ada')
})
afterEach(() => server.close())

const send = (text: string | Uint8Array<ArrayBuffer>, query = '') =>
  server.ask(CALL + query, {
    token: ADMIN_TOKEN,
    text,
    headers: { 'content-type': 'text/csv; charset=utf-8' },
  })

async function people(): Promise<Record<string, unknown>[]> {
  return (await (await server.ask('GET /api/v1/admin/people', { token: ADMIN_TOKEN })).json()).people
}

const FILE = [
  '\uFEFFEmail,Name,TEAM,handles',
  'ada@corp.example,Ada,,',
  'ben@corp.example,"Ben, the ""builder""",Support,jira|https://jira.corp.example|ben; github|https://github.com|BenB',
  '',
  ' zoe@corp.example , Zoë ,Support,',
].join('\r\n')

const REPORT = {
  rows: [
    { line: 2, email: 'ada@corp.example', outcome: 'unchanged' },
    { line: 3, email: 'ben@corp.example', outcome: 'created' },
    { line: 5, email: 'zoe@corp.example', outcome: 'created' },
  ],
  created: 2,
  updated: 0,
  unchanged: 1,
  invalid: 0,
}

describe('importing people', () => {
  test('adds, updates and leaves by e-mail address, and reports row by row', async () => {
    const answer = await send(FILE)
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual(REPORT)
    expect(await people()).toMatchObject([
      { name: 'Ada', team: null },
      {
        name: 'Ben, the "builder"',
        team: 'Support',
        role: 'member',
        handles: [
          { tool: 'jira', origin: 'https://jira.corp.example', handle: 'ben' },
          { tool: 'github', origin: 'https://github.com', handle: 'BenB' },
        ],
      },
      { name: 'Zoë', email: 'zoe@corp.example' },
    ])
    expect(await (await send(FILE)).json()).toMatchObject({ unchanged: 3 })
  })

  test('a column that is missing leaves its field, an empty cell empties it', async () => {
    await send(FILE)
    await send('name,email\nBen,ben@corp.example')
    expect((await people())[1]).toMatchObject({ name: 'Ben', team: 'Support', handles: [{}, {}] })
    await send('name,email,team,handles\nBen,ben@corp.example,,')
    expect((await people())[1]).toMatchObject({ name: 'Ben', team: null, handles: [] })
  })

  test('a manager is named by address, in the directory or in the file', async () => {
    const report = await send(
      'name,email,manager\nBen,ben@corp.example,ZOE@corp.example\nZoë,zoe@corp.example,ada@corp.example',
    )
    expect(await report.json()).toMatchObject({ created: 2, invalid: 0 })
    const [ada, ben, zoe] = await people()
    expect(ben?.['managerId']).toBe(zoe?.['id'])
    expect(zoe?.['managerId']).toBe(ada?.['id'])
    await send('name,email,manager\nBen,ben@corp.example,')
    expect((await people())[1]).toMatchObject({ name: 'Ben', managerId: null })
  })

  test.each([
    ['nobody@corp.example', 'manager: nobody else has that address, neither here nor in the file'],
    ['ben@corp.example', 'manager: nobody else has that address, neither here nor in the file'],
    ['Zoë', 'manager must be an e-mail address'],
  ])('the manager %s is refused', async (manager, message) => {
    const answer = await send(`name,email,manager\nBen,ben@corp.example,${manager}`)
    expect((await answer.clone().json()).rows).toMatchObject([{ line: 2, outcome: 'invalid', message }])
    await expectProblem(answer, 'invalid_request')
    expect(await people()).toHaveLength(1)
  })

  test('a dry run reports and stores nothing', async () => {
    expect(await (await send(FILE, '?dryRun=true')).json()).toEqual(REPORT)
    expect(await people()).toHaveLength(1)
  })

  test('one invalid row and nothing is stored; the report names every one', async () => {
    const rows = [
      'name,email,handles',
      'Ben,ben@corp.example,jira|https://jira.corp.example|x',
      ',nobody@corp.example,',
      'Cleo,not an address,',
      'Dan,dan@corp.example,jira|x',
      'Eve,eve@corp.example,jira|https://jira.corp.example|x',
      'Ben,BEN@corp.example,',
    ]
    const answer = await send(rows.join('\n'))
    const document = await answer.clone().json()
    await expectProblem(answer, 'invalid_request')
    expect(document).toMatchObject({
      created: 0,
      invalid: 5,
      rows: { 0: { outcome: 'valid' }, 1: { outcome: 'invalid' } },
      detail: 'Nothing was stored: 5 rows of 6 are not valid',
    })
    expect(document.rows.map((row: { message?: string }) => row.message)).toEqual([
      undefined,
      'name must not be empty',
      'email must be an e-mail address',
      'handles.0.origin must be an origin, e.g. https://git.corp.example',
      'handles: a handle belongs to somebody else',
      'email repeats that of line 2',
    ])
    expect(await people()).toHaveLength(1)
  })

  test.each([
    ['name,email\nBen,no address', 'Nothing was stored: 1 row of 1 is not valid'],
    ['name,email\nBen', 'Line 2 has 1 cell, the first line has 2'],
    ['name,email\nBen,a@b.example,x', 'Line 2 has 3 cells, the first line has 2'],
    ['name,email\n"Ben,ben@corp.example', 'Line 2 is not valid CSV: a quote is not closed'],
    ['Name;Email\nBen;ben@corp.example', 'each once: separate the columns by commas'],
  ])('says of %j what is wrong', async (text, detail) => {
    expect((await (await send(text)).json()).detail).toContain(detail)
  })

  test('that is not UTF-8 is refused, not stored damaged', async () => {
    const answer = await send(new Uint8Array(Buffer.from('name,email\nZoë,zoe@corp.example', 'latin1')))
    expect((await answer.clone().json()).detail).toContain('"CSV UTF-8"')
    await expectProblem(answer, 'invalid_request')
    expect(await people()).toHaveLength(1)
  })

  test.each([
    ['nothing', ''],
    ['no header', 'Ben,ben@corp.example'],
    ['an unknown column', 'name,email,salary\nBen,ben@corp.example,1'],
    ['a column twice', 'name,email,email\nBen,a,b'],
    ['no e-mail column', 'name\nBen'],
    ['an open quote', 'name,email\n"Ben,ben@corp.example'],
    ['a short row', 'name,email\nBen'],
  ])('refuses %s', async (_what, text) => {
    await expectProblem(await send(text), 'invalid_request', 'Ben')
    expect(await people()).toHaveLength(1)
  })

  test('takes files larger than a message, but not any', async () => {
    const rows = Array.from({ length: 3000 }, (_, n) => `Person ${n},p${n}@corp.example,Team ${n % 30}`)
    const answer = await send(['name,email,team', ...rows].join('\n'))
    expect(await answer.json()).toMatchObject({ created: 3000 })
    await expectProblem(await send('x'.repeat(5 * 1024 * 1024 + 1)), 'too_large')
  })

  test('takes CSV alone', async () => {
    const headers = { 'content-type': 'text/plain' }
    await expectProblem(
      await server.ask(CALL, { token: ADMIN_TOKEN, text: FILE, headers }),
      'unsupported_media_type',
    )
    await expectProblem(await server.ask(CALL, { token: ADMIN_TOKEN, json: {} }), 'unsupported_media_type')
    await expectProblem(await send(FILE, '?dryRun=perhaps'), 'invalid_request')
  })

  describe('refuses', () => {
    let token: string
    beforeEach(async () => {
      token = (await server.addPerson('Mia')).token
    })
    itRefuses({ server: () => server, call: CALL, whose: 'admins', otherToken: () => token })
  })
})
