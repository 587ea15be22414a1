import { parse } from 'csv-parse/sync'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { expectProblem, itRefuses } from '../refusals.ts'
import type { SignedIn, TestServer } from '../test-server.ts'
import { ADMIN_TOKEN, newSpot, openTestServer } from '../test-server.ts'

const LIST = 'GET /api/v1/admin/recognitions'
const CSV = 'GET /api/v1/admin/recognitions.csv'

let server: TestServer
let ada: SignedIn
let ben: SignedIn
beforeEach(async () => {
  server = await openTestServer()
  ada = await server.addPerson('Ada')
  ben = await server.addPerson('Ben')
})
afterEach(() => server.close())

const asAdmin = (call: string) => server.ask(call, { token: ADMIN_TOKEN })

async function deliver(changes: Record<string, unknown> = {}, recipients = [ben.id]): Promise<string> {
  const { id, json } = newSpot(recipients, { visibility: 'public', ...changes })
  await server.ask(`PUT /api/v1/recognitions/${id}`, { token: ada.token, json })
  await server.passUndoTime()
  return id
}

const agree = (id: string, person = ben) =>
  server.store.recognitions.amend(id, person.id, { publication: 'agreed' })

describe('what admins see', () => {
  test('is public, delivered, agreed to and not withdrawn', async () => {
    const cleo = await server.addPerson('Cleo')
    await deliver()
    await agree(await deliver({ visibility: 'private', message: 'A private word' }))
    const withdrawn = await deliver()
    await agree(withdrawn)
    await server.ask(`DELETE /api/v1/recognitions/${withdrawn}`, { token: ada.token })
    const declined = await deliver()
    await server.store.recognitions.amend(declined, ben.id, { publication: 'declined' })
    const listed = await deliver({}, [ben.id, cleo.id])
    await agree(listed, cleo)
    const { recognitions, next } = await (await asAdmin(LIST)).json()
    expect(recognitions).toMatchObject([{ id: listed, recipients: [{ id: cleo.id }], readAt: null }])
    expect(next).toBeNull()
    const csv = await (await asAdmin(CSV)).text()
    expect(parse(csv, { columns: true })).toMatchObject([
      { id: listed, recipients: 'Cleo <cleo@corp.example>' },
    ])
    expect(csv).not.toContain('A private word')
  })

  test('follows what each recipient chooses', async () => {
    const cleo = await server.addPerson('Cleo')
    const id = await deliver({}, [ben.id, cleo.id])
    const choose = (choice: boolean) =>
      server.ask(`POST /api/v1/recognitions/${id}/publication`, {
        token: cleo.token,
        json: { publish: choice },
      })
    await choose(true)
    const { recognitions } = await (await asAdmin(LIST)).json()
    expect(recognitions).toMatchObject([{ id, recipients: [{ id: cleo.id }], publication: null }])
    expect(parse(await (await asAdmin(CSV)).text(), { columns: true })).toMatchObject([
      { id, recipients: 'Cleo <cleo@corp.example>' },
    ])
    await choose(false)
    expect((await (await asAdmin(LIST)).json()).recognitions).toEqual([])
    expect(parse(await (await asAdmin(CSV)).text(), { columns: true })).toEqual([])
  })

  test('comes newest first, page by page', async () => {
    const ids: string[] = []
    for (let count = 0; count < 3; count += 1) ids.unshift(await deliver())
    for (const id of ids) await agree(id)
    const first = await asAdmin(`${LIST}?limit=2`)
    const { recognitions, next } = await first.clone().json()
    expect(first.headers.get('link')).toBe(`</api/v1/admin/recognitions?limit=2&after=${next}>; rel="next"`)
    const second = await (await asAdmin(`${LIST}?limit=2&after=${next}`)).json()
    expect([...recognitions, ...second.recognitions].map(({ id }: { id: string }) => id)).toEqual(ids)
    await expectProblem(await asAdmin(`${LIST}?after=nonsense`), 'invalid_request')
  })

  test.each([
    ['=HYPERLINK("https://evil.example")', `'=HYPERLINK("https://evil.example")`],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t'=1"],
    [' =1', "' =1"],
    ['\uff1d1', "'\uff1d1"],
    ['Thanks;=1;', "Thanks;'=1;"],
    ['Thanks",=1', `Thanks",'=1`],
    ['Thanks\n=1', "Thanks\n'=1"],
    ['Thanks\t@A1', "Thanks\t'@A1"],
  ])('runs nothing in a spreadsheet: %j', async (message, safe) => {
    await agree(await deliver({ message }))
    const answer = await asAdmin(CSV)
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    const [row] = parse(await answer.text(), { columns: true })
    expect(row).toMatchObject({
      message: safe,
      senderName: 'Ada',
      url: expect.stringMatching(/^https:/),
    })
  })

  test('lets no cell begin with a formula, whatever a program splits at', async () => {
    for (const begin of ['=', '+', '-', '@'])
      for (const between of ['', ';', ',', '\t', '\n', '"', '|'])
        await agree(await deliver({ message: `a${between}${begin}1+1${between}b` }))
    const lines = await (await asAdmin(CSV)).text()
    for (const separator of [/[,\r\n]/, /[;\r\n]/, /[\t\r\n]/, /[|\r\n]/])
      for (const cell of lines.split(separator)) expect(cell).not.toMatch(/^\s*"*[=+\-@]/)
  })

  test('that cannot be read to its end is a matter for the log, without words of anybody', async () => {
    vi.spyOn(server.store.recognitions, 'published').mockRejectedValue(new Error('words of somebody'))
    const said = vi.spyOn(console, 'error')
    await (await asAdmin(CSV)).text()
    expect(server.logged.join('')).toContain('A table ended before all of it was sent')
    expect(server.logged.join('')).not.toContain('words of somebody')
    expect(said).not.toHaveBeenCalled()
    vi.restoreAllMocks()
  })

  describe.each([LIST, CSV])('%s refuses', (call) => {
    itRefuses({ server: () => server, call, whose: 'admins', otherToken: () => ada.token })
  })
})
