import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { expectProblem } from '../refusals.ts'
import { directoryOf, expectScimError, USER } from '../scim/directory-client.ts'
import type { SignedIn, TestServer } from '../test-server.ts'
import { ADMIN_TOKEN, openTestServer } from '../test-server.ts'

const PEOPLE = '/api/v1/admin/people'
const OCTO = { tool: 'github', origin: 'https://github.com', handle: 'octo' }

let server: TestServer
let boss: SignedIn
let ben: SignedIn
let token: string
beforeEach(async () => {
  server = await openTestServer()
  boss = await server.addPerson('Boss', { role: 'admin', handles: [OCTO] })
  ben = await server.addPerson('Ben')
  const json = { name: 'HR system', scopes: ['people'], expiresInDays: 30 }
  token = (await (await server.ask('POST /api/v1/admin/tokens', { token: ADMIN_TOKEN, json })).json()).token
})
afterEach(() => server.close())

const ask = (call: string, json?: unknown, by = token) =>
  server.ask(call, { token: by, ...(json === undefined ? {} : { json }) })
const found = (id: string) => server.store.people.find(id)

async function expectRefusal(answer: Response): Promise<void> {
  expect((await answer.clone().json()).detail).toContain('use ADMIN_TOKEN')
  await expectProblem(answer, 'forbidden')
}

describe('a token that was made over the API', () => {
  test('makes nobody an admin, and changes no roles', async () => {
    const [before, admin] = [await found(ben.id), await found(boss.id)]
    await expectRefusal(await ask(`PATCH ${PEOPLE}/${ben.id}`, { role: 'admin' }))
    await expectRefusal(await ask(`PATCH ${PEOPLE}/${boss.id}`, { role: 'member' }))
    await expectRefusal(
      await ask(`POST ${PEOPLE}`, { name: 'Eve', email: 'eve@corp.example', role: 'admin' }),
    )
    expect(await found(ben.id)).toEqual(before)
    expect(await found(boss.id)).toEqual(admin)
    expect(await server.store.people.findByEmail('eve@corp.example')).toBeUndefined()
    expect((await ask(`PATCH ${PEOPLE}/${ben.id}`, { role: 'member', team: 'Ops' })).status).toBe(200)
  })

  test('invites no admin, and everybody else', async () => {
    await expectRefusal(await ask(`POST ${PEOPLE}/${boss.id}/invite`))
    expect((await ask(`POST ${PEOPLE}/${ben.id}/invite`)).status).toBe(201)
  })

  test.each([
    { email: 'eve@corp.example' },
    { userName: 'eve' },
    { handles: [] },
    { handles: [{ ...OCTO, handle: 'eve' }] },
    { name: 'Eve', email: 'eve@corp.example' },
    { suspended: true },
  ])('does not change %j of an admin', async (patch) => {
    const before = await found(boss.id)
    await expectRefusal(await ask(`PATCH ${PEOPLE}/${boss.id}`, patch))
    expect(await found(boss.id)).toEqual(before)
    expect((await ask(`PATCH ${PEOPLE}/${ben.id}`, patch)).status).toBe(200)
  })

  test('does the rest to admins too, and names what stays', async () => {
    const same = { email: 'BOSS@corp.example', userName: 'boss@corp.example', handles: [OCTO], role: 'admin' }
    const patch = { ...same, suspended: false, name: 'Bea', team: 'Board', active: false }
    expect((await ask(`PATCH ${PEOPLE}/${boss.id}`, patch)).status).toBe(200)
    expect(await found(boss.id)).toMatchObject({ name: 'Bea', team: 'Board', active: false })
    expect((await ask(`DELETE ${PEOPLE}/${boss.id}`)).status).toBe(204)
    await expectProblem(await ask(`PATCH ${PEOPLE}/${crypto.randomUUID()}`, { role: 'admin' }), 'not_found')
  })

  test.each([ADMIN_TOKEN, 'an admin'])('is not %s, who may do all of it', async (who) => {
    const by = who === ADMIN_TOKEN ? who : boss.token
    expect((await ask(`PATCH ${PEOPLE}/${ben.id}`, { role: 'admin' }, by)).status).toBe(200)
    expect(
      (await ask(`PATCH ${PEOPLE}/${ben.id}`, { email: 'b@corp.example', handles: [] }, by)).status,
    ).toBe(200)
    expect((await ask(`POST ${PEOPLE}/${ben.id}/invite`, undefined, by)).status).toBe(201)
  })
})

describe('by an import', () => {
  const send = (rows: string[], by = token) =>
    server.ask(`POST ${PEOPLE}/import`, {
      token: by,
      text: ['name,email,handles', ...rows].join('\n'),
      headers: { 'content-type': 'text/csv' },
    })
  const octo = 'github|https://github.com|OCTO'

  test('a token changes no handles of an admin, and stores nothing else then', async () => {
    const before = await found(boss.id)
    const refused = await send([
      'Ben,ben@corp.example,github|https://github.com|ben',
      'Boss,Boss@corp.example,',
    ])
    expect((await refused.clone().json()).detail).toContain('Line 3: ')
    await expectRefusal(refused)
    expect(await found(boss.id)).toEqual(before)
    expect((await found(ben.id))?.handles).toEqual([])
  })

  test('it may name those that an admin has; who is an admin changes them', async () => {
    expect((await send([`Bea,boss@corp.example,${octo}`])).status).toBe(200)
    expect((await found(boss.id))?.name).toBe('Bea')
    expect((await send(['Bea,boss@corp.example,'], ADMIN_TOKEN)).status).toBe(200)
    expect((await found(boss.id))?.handles).toEqual([])
  })
})

describe('by SCIM', () => {
  const scim = () => directoryOf(server)
  const work = (value: string) => [{ value, type: 'work', primary: true }]

  test('a token changes no address and no user name of an admin', async () => {
    const before = await found(boss.id)
    for (const path of ['emails[type eq "work"].value', 'userName'])
      await expectScimError(
        await scim().ask(
          `PATCH /Users/${boss.id}`,
          {
            schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
            Operations: [{ op: 'replace', path, value: 'eve@corp.example' }],
          },
          { token },
        ),
        403,
      )
    const eve = { schemas: [USER], userName: 'boss@corp.example', emails: work('eve@corp.example') }
    await expectScimError(await scim().ask(`PUT /Users/${boss.id}`, eve, { token }), 403)
    await expectScimError(await scim().ask('POST /Users', eve, { token }), 403)
    expect(await found(boss.id)).toEqual(before)
  })

  test('a token takes over an admin as they are, renames and deactivates them', async () => {
    const same = { schemas: [USER], userName: 'boss@corp.example', displayName: 'Bea', externalId: '7' }
    expect((await scim().ask('POST /Users', same, { token })).status).toBe(201)
    expect(await found(boss.id)).toMatchObject({ name: 'Bea', role: 'admin', externalId: '7' })
    expect((await scim().ask(`PUT /Users/${boss.id}`, { ...same, active: false }, { token })).status).toBe(
      200,
    )
    expect(await found(boss.id)).toMatchObject({ active: false })
    expect((await scim().ask(`DELETE /Users/${boss.id}`, undefined, { token })).status).toBe(204)
  })

  test('ADMIN_TOKEN changes them', async () => {
    const eve = { schemas: [USER], userName: 'eve', emails: work('eve@corp.example') }
    expect((await scim().ask(`PUT /Users/${boss.id}`, eve)).status).toBe(200)
    expect(await found(boss.id)).toMatchObject({ email: 'eve@corp.example', userName: 'eve', role: 'admin' })
  })
})
