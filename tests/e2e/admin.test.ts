import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { forgetEverybody } from './account.ts'
import type { BrowserUnderTest } from './browser-under-test.ts'
import { addColleague } from './colleague.ts'
import { launchBrowser } from './launch.ts'
import { fill, press, see } from './screen.ts'
import { startServer, type ServerUnderTest } from './server.ts'
import { until } from './until.ts'
import { words } from './words.ts'

const run = promisify(execFile)
const README = join(import.meta.dirname, '../../README.md')

/** In Chromium: what people see of it is what `connect`, `inbox` and `leaving` see in both browsers. */
describe('an admin with curl, as the README says it, and somebody in a browser:', () => {
  let browser: BrowserUnderTest
  let server: ServerUnderTest
  let settings: string
  let commands: string[]
  let id: string

  beforeAll(async () => {
    commands = await readCommands()
    settings = await mkdtemp(join(tmpdir(), 'bright-spots-curl-'))
    await writeFile(join(settings, '.curlrc'), 'silent\nfail-with-body\n')
    server = await startServer()
    browser = await launchBrowser('chromium')
    await browser.waitForExtensionPage('options.html')
    await forgetEverybody(browser)
  })
  afterAll(async () => {
    await browser.close()
    await server.remove()
    await rm(settings, { recursive: true })
  })

  /** Runs the README's command that begins with this comment. @returns what it printed. */
  async function runCommand(comment: string): Promise<string> {
    const command = commands.find((text) => text.startsWith(`# ${comment}`))
    if (!command) throw new Error(`The README has no command '${comment}'`)
    const { PATH } = process.env
    const env = { PATH, CURL_HOME: settings, SERVER: server.address, ADMIN_TOKEN: server.adminToken, ID: id }
    const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', command], { env })
    return stdout
  }

  async function connect({ code }: { code: string }): Promise<void> {
    const page = await browser.openExtensionPage('options.html')
    await fill(page, '#invitation', `${server.address}#${code}`)
    await press(page, words('connect_button'))
    await see(page, words('connect_done', { name: 'Grace Okafor' }))
    await page.close()
  }

  test('adds and invites them; they connect, and receive', async () => {
    const person: { id: string; name: string } = JSON.parse(await runCommand('Add somebody'))
    expect(person).toMatchObject({ name: 'Grace Okafor', team: 'Platform' })
    ;({ id } = person)
    const invite: { code: string; expiresAt: string } = JSON.parse(await runCommand('Invite them'))
    const days = (Date.parse(invite.expiresAt) - Date.now()) / 86_400_000
    expect(Math.round(days)).toBe(7)

    await connect(invite)

    const ada = await addColleague(server, 'Ada Example')
    await ada.thank(id, 'For your first day')
    const popup = await browser.openExtensionPage('popup.html#inbox')
    await see(popup, 'For your first day')
    await see(popup, ada.name)
    await popup.close()
  })

  test('looks at an import before it is stored, then stores it', async () => {
    const report = await runCommand('Add or change many')
    expect(JSON.parse(report)).toMatchObject({ created: 1, invalid: 0 })
    const people = async () => (await server.call('GET', '/api/v1/admin/people')).text()
    expect(await people()).not.toContain('Noor Haddad')
    commands = commands.map((text) => text.replace('?dryRun=true', ''))
    await runCommand('Add or change many')
    expect(await people()).toContain('noor.haddad@corp.example')
  })

  test('finds them, moves them, lets them administer too', async () => {
    expect(JSON.parse(await runCommand('Find somebody'))).toMatchObject({ people: [{ id }] })
    expect(JSON.parse(await runCommand('Move them'))).toMatchObject({ id, team: 'Network', managerId: null })
    expect(JSON.parse(await runCommand('Make somebody an admin'))).toMatchObject({ id, role: 'admin' })
  })

  test('makes a token, sets what the organisation chose, and finds all of it in the log', async () => {
    const made: { token: string } = JSON.parse(await runCommand('Make a token'))
    const people = await fetch(`${server.address}/api/v1/admin/people`, {
      headers: { authorization: `Bearer ${made.token}` },
    })
    expect(people.status).toBe(200)
    const chosen: unknown = JSON.parse(await runCommand('Choose your own'))
    expect(chosen).toMatchObject({
      values: [{ id: 'kind' }, { id: 'fast' }],
      customerTeams: ['Support'],
      retention: { recognitions: 1825, audit: 730 },
    })
    const log: { entries: { action: string }[] } = JSON.parse(await runCommand('Look into the audit log'))
    const actions = log.entries.map(({ action }) => action)
    expect(actions.slice(0, 3)).toEqual(['settings.changed', 'token.made', 'person.changed'])
  })

  test('asks whoever became an admin to sign in anew', async () => {
    const popup = await browser.openExtensionPage('popup.html')
    await see(popup, words('connect_ended', { server: server.address }))
    await popup.close()
    await connect(JSON.parse(await runCommand('Invite them')))
  })

  test('lets them leave: the popup says so at once, and what they were given is in no newsletter', async () => {
    const popup = await browser.openExtensionPage('popup.html')
    await until('the composer', () => popup.$('#message'))
    await runCommand('A leaver')
    await see(popup, words('connect_ended', { server: server.address }))
    const table = await runCommand('What recipients agreed')
    expect(table.trim().split('\n')).toHaveLength(1)
    expect(table).not.toContain('For your first day')
  })

  test('erases them: nobody finds them any more', async () => {
    await runCommand('Erase them')
    const people = await (await server.call('GET', '/api/v1/admin/people')).text()
    expect(people).not.toMatch(/Grace|okafor/i)
  })
})

/** The commands under 'Administer', each with the comment above it. */
async function readCommands(): Promise<string[]> {
  const [, section = ''] = (await readFile(README, 'utf8')).split('\n## Administer\n')
  const [, block = ''] = /```sh\n(.*?)```/s.exec(section) ?? []
  return block.split('\n\n')
}
