import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestServer } from '../test-server.ts'
import { openTestServer } from '../test-server.ts'
import type { Directory } from './directory-client.ts'
import { directoryOf } from './directory-client.ts'

let server: TestServer
let directory: Directory
beforeAll(async () => {
  server = await openTestServer()
  directory = directoryOf(server)
})
afterAll(() => server.close())

test('whoever was there before the directory is found by the address they go by, and stays who they are', async () => {
  const noor = await server.addPerson('Noor', { role: 'admin', email: 'noor@okta.example' })
  const found = await (await directory.find('userName eq "Noor@okta.example"')).json()
  expect(found).toMatchObject({
    totalResults: 1,
    Resources: [{ id: noor.id, userName: 'noor@okta.example' }],
  })
  const json = { userName: 'noor@okta.example', externalId: 'n', emails: [] }
  await directory.ask(`PUT /Users/${noor.id}`, json)
  expect(await server.store.people.find(noor.id)).toMatchObject({
    userName: 'noor@okta.example',
    externalId: 'n',
    email: 'noor@okta.example',
    role: 'admin',
    active: true,
  })
  expect((await server.ask('GET /api/v1/me', { token: noor.token })).status).toBe(200)
})

test('and is found again once they are disabled', async () => {
  const ada = await server.addPerson('Ada')
  const found = await (await directory.find('userName eq "ada@corp.example"')).json()
  expect(found.Resources).toMatchObject([{ id: ada.id, userName: 'ada@corp.example', active: true }])
  await directory.patch(ada.id, { op: 'Replace', path: 'active', value: 'False' })
  const again = await (await directory.find('userName eq "ada@corp.example"')).json()
  expect(again.Resources).toMatchObject([{ id: ada.id, active: false }])
  expect(await server.store.people.find(ada.id)).toMatchObject({ userName: 'ada@corp.example' })
  const enabled = await directory.patch(ada.id, { op: 'Replace', path: 'active', value: 'True' })
  expect(await enabled.json()).toMatchObject({ active: true })
})

test('whom a colleague had thanked by address is the one that is added under a user name of its own', async () => {
  const pending = await server.store.people.create(
    { name: 'lea', email: 'lea@okta.example', team: null, role: 'member', handles: [], pending: true },
    '2026-11-02T09:00:00.000Z',
  )
  const waiting = pending.kind === 'stored' ? pending.person.id : 'nobody'
  const lea = await directory.add('CORP\\lea', {
    name: { givenName: 'Léa', familyName: 'Petit' },
    emails: [
      { value: 'lea@home.example', type: 'home' },
      { value: 'lea@okta.example', type: 'work' },
    ],
  })
  expect(lea).toMatchObject({ id: waiting, displayName: 'Léa Petit', userName: 'CORP\\lea' })
  expect(await server.store.people.find(waiting)).toMatchObject({ pending: false })
  for (const filter of ['userName eq "CORP\\\\lea"', 'userName eq "corp\\lea"'])
    expect(await (await directory.find(filter)).json()).toMatchObject({ Resources: [{ id: waiting }] })
})
