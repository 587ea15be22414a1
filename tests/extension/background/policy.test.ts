import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { LANGUAGES } from '../../../extension/languages.ts'
import type { Policy } from '../../../extension/policy.ts'
import { freshBrowser, type Extension } from './fresh-browser.ts'
import { openOffice, type Office } from './office.ts'

let extension: Extension
const offices: Office[] = []

beforeEach(async () => {
  extension = await freshBrowser()
})

afterEach(async () => {
  vi.unstubAllGlobals()
  await Promise.all(offices.splice(0).map((office) => office.close()))
})

const NOTHING: Policy = { server: null, sites: [], languages: [], locked: [], ignored: [] }

describe('reading a policy', () => {
  const parse = (values: Record<string, unknown>) => extension.policy.parsePolicy(values)

  test('nothing is set', () => {
    expect(parse({})).toEqual(NOTHING)
  })

  test('everything is set', () => {
    const policy = parse({
      server: 'https://thanks.corp.example/',
      sites: ['https://wiki.corp.example', 'https://tracker.corp.example:8443/', 'http://old-wiki'],
      languages: [...LANGUAGES],
      locked: ['server', 'sites', 'languages'],
    })
    expect(policy).toEqual({
      server: 'https://thanks.corp.example',
      sites: ['https://wiki.corp.example/*', 'https://tracker.corp.example/*', 'http://old-wiki/*'],
      languages: LANGUAGES,
      locked: ['server', 'sites', 'languages'],
      ignored: [],
    })
  })

  test('a server below a path, and one on this computer', () => {
    expect(parse({ server: 'https://corp.example/thanks/' }).server).toBe('https://corp.example/thanks')
    expect(parse({ server: 'http://127.0.0.1:8787' }).server).toBe('http://127.0.0.1:8787')
  })

  test('one site, without a list around it', () => {
    expect(parse({ sites: 'https://wiki.corp.example' }).sites).toEqual(['https://wiki.corp.example/*'])
  })

  test('a site that is there twice is offered once', () => {
    const sites = ['https://wiki.corp.example', 'https://wiki.corp.example/', 'https://WIKI.corp.example']
    expect(parse({ sites }).sites).toEqual(['https://wiki.corp.example/*'])
  })

  test('keys that are not ours are left alone', () => {
    expect(parse({ color: 'amber', __proto__: 'x' })).toEqual(NOTHING)
  })

  test.each<[keyof Policy, unknown, string]>([
    ['server', 'thanks.corp.example', 'thanks.corp.example'],
    ['server', 'http://thanks.corp.example', 'http://thanks.corp.example'],
    ['server', 'https://user:secret@thanks.corp.example', 'https://user:secret@thanks.corp.example'],
    ['server', 'https://', 'https://'],
    ['server', 5, '5'],
    ['server', { url: 'https://thanks.corp.example' }, '{"url":"https://thanks.corp.example"}'],
    ['sites', 'wiki.corp.example', 'wiki.corp.example'],
    ['sites', 'https://*.corp.example', 'https://*.corp.example'],
    ['sites', 'https://corp.example/wiki', 'https://corp.example/wiki'],
    ['sites', 'ftp://files.corp.example', 'ftp://files.corp.example'],
    ['sites', '<all_urls>', '<all_urls>'],
    ['languages', 'klingon', 'klingon'],
    ['locked', 'everything', 'everything'],
    ['locked', true, 'true'],
  ])('a %s that cannot be used is left out and named: %j', (key, value, shown) => {
    expect(parse({ [key]: value })).toEqual({ ...NOTHING, ignored: [{ key, value: shown }] })
  })

  test('what is long is named by its beginning', () => {
    expect(parse({ server: 'x'.repeat(1000) }).ignored[0]?.value).toHaveLength(80)
  })

  test('one bad entry takes none of the good ones with it', () => {
    const policy = parse({ sites: ['https://wiki.corp.example', 'wiki'], locked: ['sites', 'colours'] })
    expect(policy.sites).toEqual(['https://wiki.corp.example/*'])
    expect(policy.locked).toEqual(['sites'])
    expect(policy.ignored).toEqual([
      { key: 'sites', value: 'wiki' },
      { key: 'locked', value: 'colours' },
    ])
  })

  test('what is not set cannot be locked: nobody could connect', () => {
    expect(parse({ server: 'nowhere', locked: ['server', 'sites', 'languages'] }).locked).toEqual([])
  })
})

describe('a browser', () => {
  test('without any policy', async () => {
    expect(await extension.policy.readPolicy()).toEqual(NOTHING)
  })

  test('that refuses to read one, as Firefox does where there is none', async () => {
    vi.spyOn(browser.storage.managed, 'get').mockRejectedValue(
      new Error('Managed storage manifest not found'),
    )
    expect(await extension.policy.readPolicy()).toEqual(NOTHING)
  })

  test('whose policy comes later', async () => {
    const changed = vi.fn<() => void>()
    extension.policy.onManagedChanged(changed)
    await browser.storage.managed.set({ server: 'https://thanks.corp.example' })
    expect(changed).toHaveBeenCalledOnce()
    expect((await extension.policy.readPolicy()).server).toBe('https://thanks.corp.example')
  })
})

describe('the server of the organisation', () => {
  const connect = (invitation: string) => extension.session.connect(invitation, '')
  const setPolicy = (values: object) => browser.storage.managed.set({ ...values })

  const invite = async (office: Office, name: string) => office.invite(await office.addPerson(name))

  async function openOffices() {
    const [theirs, other] = await Promise.all([openOffice(), openOffice()])
    offices.push(theirs, other)
    return { theirs, other }
  }

  test('needs the code alone', async () => {
    const { theirs } = await openOffices()
    await setPolicy({ server: theirs.address })
    const code = await invite(theirs, 'Ada Example')
    expect(await connect('')).toMatchObject({ fault: 'needs_code', server: theirs.address })
    expect(await connect(`Your code is ${code}.`)).toMatchObject({ kind: 'connected' })
  })

  test('is a suggestion while it is not locked', async () => {
    const { theirs, other } = await openOffices()
    await setPolicy({ server: theirs.address })
    const code = await invite(other, 'Ada Example')
    expect(await connect(`${other.address}#${code}`)).toMatchObject({ kind: 'connected' })
    expect(await extension.session.findSession()).toMatchObject({ server: other.address })
  })

  test('is the only one when it is locked', async () => {
    const { theirs, other } = await openOffices()
    await setPolicy({ server: theirs.address, locked: ['server'] })
    const code = await invite(other, 'Ada Example')
    expect(await connect(`${other.address}#${code}`)).toMatchObject({ fault: 'other_server' })
    expect(await extension.session.findSession()).toBeUndefined()
  })

  test('changes while somebody is connected elsewhere: that session rests, and nothing leaves with it', async () => {
    const { theirs, other } = await openOffices()
    const ada = await other.addPerson('Ada Example')
    const grace = await other.addPerson('Grace Okafor')
    await connect(`${other.address}#${await other.invite(ada)}`)
    await setPolicy({ server: theirs.address, locked: ['server'] })

    const draft = { ...extension.drafts.createDraft({ server: other.address, person: ada }, null) }
    await extension.drafts.queueDraft({ ...draft, message: 'Thank you', recipients: [grace] })
    await extension.outbox.flushOutbox(() => Promise.resolve())
    expect(await extension.session.findSession()).toBeUndefined()
    expect(await other.received(grace)).toEqual([])

    await connect(await invite(theirs, 'Ada Example'))
    await extension.outbox.flushOutbox(() => Promise.resolve())
    const kept = await (await extension.storage.openStorage()).getAll('outbox')
    expect(kept).toMatchObject([{ owner: { server: other.address }, state: 'waiting' }])
  })

  test('leaves the way out open: a session that rests can be signed out of', async () => {
    const { theirs, other } = await openOffices()
    await connect(`${other.address}#${await invite(other, 'Ada Example')}`)
    await setPolicy({ server: theirs.address, locked: ['server'] })
    await extension.session.signOut()
    expect(await extension.storage.readConnection()).toMatchObject({ kind: 'signed-out' })
    await browser.storage.managed.clear()
    expect(await extension.session.findSession()).toBeUndefined()
  })

  test('that was set by mistake locks nobody out: with it gone the session goes on', async () => {
    const { theirs, other } = await openOffices()
    await connect(`${other.address}#${await invite(other, 'Ada Example')}`)
    await setPolicy({ server: theirs.address, locked: ['server'] })
    expect(await extension.session.findSession()).toBeUndefined()
    await browser.storage.managed.clear()
    expect(await extension.session.findSession()).toMatchObject({ server: other.address })
  })
})
