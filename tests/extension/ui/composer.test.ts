import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Match } from '../../../shared/api.ts'
import type { Person, PersonOnPage } from '../../../shared/recognition.ts'
import type { Opening } from '../../../extension/storage.ts'
import { freshBrowser, type Extension } from '../background/fresh-browser.ts'

const person = (id: string): Person => ({
  id,
  name: `${id} Example`,
  email: `${id}@corp.example`,
  team: null,
})
const me = person('ada')
const owner = { server: 'https://thanks.corp.example', person: me }

const LINKED = {
  tool: 'mediawiki',
  origin: 'https://wiki.corp.example',
  people: [{ role: 'participant' as const, name: 'Somebody' }],
}

let extension: Extension
let createComposer: typeof import('../../../extension/ui/composer.ts').createComposer
let openAhead: typeof import('../../../extension/ui/composer.ts').openAhead

beforeEach(async () => {
  extension = await freshBrowser()
  ;({ createComposer, openAhead } = await import('../../../extension/ui/composer.ts'))
})

afterEach(() => vi.unstubAllGlobals())

/** A composer on a page where these people were seen, and recognised so. */
async function composerOn(matches: Match[], more: Partial<Opening> = {}) {
  const { browser } = await import('wxt/browser')
  browser.runtime.onMessage.addListener((message: { type: string }, _sender, reply) => {
    if (message.type === 'people.match') reply(matches)
    return true
  })
  const people: PersonOnPage[] = matches.map(() => ({ role: 'author', name: 'Somebody' }))
  const seen = people.length > 0 ? { tool: 'mediawiki', origin: 'https://wiki.corp.example', people } : null
  const draft = extension.drafts.createDraft(owner, null)
  const composer = createComposer({ draft, resumed: false, linked: null, seen, site: null, ...more })
  await composer.lookAtPage()
  return composer
}

const names = (people: Person[]) => people.map(({ id }) => id)

describe('who is filled in', () => {
  test('the first on the page, on a certain match', async () => {
    const composer = await composerOn([
      { person: person('grace'), by: 'handle' },
      { person: person('noor'), by: 'email' },
    ])
    expect(names(composer.draft.value.recipients)).toEqual(['grace'])
    expect(names(composer.offered.value)).toEqual(['noor'])
  })

  test('nobody on a name alone: that is a suggestion', async () => {
    const composer = await composerOn([{ person: person('grace'), by: 'name' }])
    expect(composer.draft.value.recipients).toEqual([])
    expect(names(composer.offered.value)).toEqual(['grace'])
  })

  test('nobody when the first is unknown, however certain the second is', async () => {
    const composer = await composerOn([
      { person: null, by: null },
      { person: person('noor'), by: 'email' },
    ])
    expect(composer.draft.value.recipients).toEqual([])
    expect(names(composer.offered.value)).toEqual(['noor'])
  })

  test('never oneself', async () => {
    const composer = await composerOn([{ person: me, by: 'email' }])
    expect(composer.draft.value.recipients).toEqual([])
    expect(composer.offered.value).toEqual([])
  })

  test('nobody into a draft that was written before', async () => {
    const composer = await composerOn([{ person: person('grace'), by: 'email' }], { resumed: true })
    expect(composer.draft.value.recipients).toEqual([])
  })

  test('the person whose link was clicked, into a written draft too', async () => {
    const composer = await composerOn([{ person: person('grace'), by: 'email' }], {
      resumed: true,
      linked: LINKED,
      seen: null,
    })
    expect(names(composer.draft.value.recipients)).toEqual(['grace'])
  })

  test('nobody for a link to somebody who is not in the directory, and that is said', async () => {
    const composer = await composerOn([{ person: null, by: null }], { linked: LINKED, seen: null })
    expect(composer.linkedUnknown.value).toBe('Somebody')
  })
})

describe('a draft', () => {
  test('is stored with every change, and gone when it is emptied', async () => {
    const composer = await composerOn([])
    composer.change({ message: 'Y' })
    composer.change({ message: 'You' })
    await vi.waitFor(async () =>
      expect(await extension.drafts.listDrafts()).toMatchObject([{ message: 'You' }]),
    )
    composer.change({ message: '' })
    await vi.waitFor(async () => expect(await extension.drafts.listDrafts()).toEqual([]))
  })

  test('that was only prefilled is not stored: nobody wrote it', async () => {
    await composerOn([{ person: person('grace'), by: 'email' }])
    expect(await extension.drafts.listDrafts()).toEqual([])
  })

  test('is sent when it is complete, with line ends and stray characters put right', async () => {
    const composer = await composerOn([])
    expect(await composer.send()).toBeNull()
    expect(composer.missing.value).toEqual({ recipient: true, message: true, tooLong: false })
    composer.addRecipient(person('grace'))
    composer.change({ message: ' One\r\ntwo\u0007 ' })
    const entry = await composer.send()
    expect(entry?.recognition).toMatchObject({
      recipients: ['grace'],
      message: 'One\ntwo',
      id: composer.draft.value.id,
    })
    expect(await extension.drafts.listDrafts()).toEqual([])
  })

  test('is not made again by a key that comes after it was sent', async () => {
    const composer = await composerOn([])
    composer.addRecipient(person('grace'))
    composer.change({ message: 'Sent' })
    await composer.send()
    composer.change({ message: 'Sent.' })
    expect(await composer.send()).toBeNull()
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(await extension.drafts.listDrafts()).toEqual([])
  })

  test('of another window is never overwritten by this one, nor this one by it', async () => {
    const first = await composerOn([])
    const second = await composerOn([])
    await new Promise((resolve) => setTimeout(resolve, 5))
    first.change({ message: 'In the first' })
    second.change({ message: 'In the second' })
    first.change({ message: 'In the first window' })
    const words = async () => (await extension.drafts.listDrafts()).map(({ message }) => message).toSorted()
    await vi.waitFor(async () => expect(await words()).toEqual(['In the first window', 'In the second']))
  })

  test('that is too long is not sent; an emoji counts once', async () => {
    const composer = await composerOn([])
    composer.addRecipient(person('grace'))
    composer.change({ message: '🌞'.repeat(2000) })
    expect(composer.left.value).toBe(0)
    composer.change({ message: '🌞'.repeat(2001) })
    expect(await composer.send()).toBeNull()
    expect(composer.missing.value.tooLong).toBe(true)
  })
})

describe('a composer that is ahead of its page', () => {
  const TICKET = {
    tool: 'redmine',
    kind: 'ticket' as const,
    key: '7',
    title: 'Late',
    url: 'https://t.corp.example/issues/7',
  }

  const arriving = (draft: Opening['draft'], resumed: boolean): Opening => ({
    draft,
    resumed,
    linked: null,
    seen: null,
    site: null,
  })
  const stored = async () => (await extension.drafts.listDrafts()).map(({ key, message }) => [key, message])
  const storedWords = async () =>
    (await extension.drafts.listDrafts()).map(({ message }) => message).toSorted()

  test('becomes that of the page; what nobody wrote is not stored', async () => {
    const composer = createComposer(openAhead(owner), true)
    const draft = extension.drafts.createDraft(owner, TICKET)
    await composer.arrive(arriving({ ...draft, message: 'From before' }, true))
    expect(composer.draft.value).toMatchObject({ context: TICKET, message: 'From before', id: draft.id })
    expect([composer.isLooking.value, await stored()]).toEqual([false, []])
  })

  test('keeps what was written meanwhile, after what was there', async () => {
    const before = { ...extension.drafts.createDraft(owner, TICKET), message: 'From before. ' }
    await extension.drafts.keepDraft(before)
    const composer = createComposer(openAhead(owner), true)
    composer.addRecipient(person('grace'))
    composer.change({ message: 'And now.' })
    await composer.arrive(arriving(before, true))
    expect(names(composer.draft.value.recipients)).toEqual(['grace'])
    await vi.waitFor(async () => expect(await stored()).toEqual([[TICKET.url, 'From before. And now.']]))
  })

  test('that is closed before leaves its words in a place of their own', async () => {
    const before = { ...extension.drafts.createDraft(owner, null), message: 'About no page' }
    await extension.drafts.keepDraft(before)
    createComposer(openAhead(owner), true).change({ message: 'In a hurry' })
    await vi.waitFor(async () => expect(await storedWords()).toEqual(['About no page', 'In a hurry']))
  })

  test('leaves the cursor where somebody writes', async () => {
    const [quiet, busy] = [createComposer(openAhead(owner), true), createComposer(openAhead(owner), true)]
    busy.change({ message: 'W' })
    for (const composer of [quiet, busy]) {
      expect(composer.isLikelyForSomebody.value).toBe(true)
      await composer.arrive(arriving(extension.drafts.createDraft(owner, TICKET), false))
    }
    expect([quiet.isLikelyForSomebody.value, busy.isLikelyForSomebody.value]).toEqual([false, true])
  })

  test('is sent about its page, once that is known', async () => {
    const composer = createComposer(openAhead(owner), true)
    composer.addRecipient(person('grace'))
    composer.change({ message: 'At once' })
    const sending = composer.send()
    await composer.arrive(arriving(extension.drafts.createDraft(owner, TICKET), false))
    expect((await sending)?.recognition).toMatchObject({ message: 'At once', context: TICKET })
    await vi.waitFor(async () => expect(await stored()).toEqual([]))
  })

  test('is not sent with words from before that nobody has seen', async () => {
    const composer = createComposer(openAhead(owner), true)
    composer.addRecipient(person('grace'))
    composer.change({ message: 'At once' })
    const sending = composer.send()
    const before = { ...extension.drafts.createDraft(owner, TICKET), message: 'A secret. ' }
    await composer.arrive(arriving(before, true))
    expect(await sending).toBeNull()
    expect((await composer.send())?.recognition.message).toBe('A secret. At once')
  })

  test('is one about no page when that cannot be read', async () => {
    const composer = createComposer(openAhead(owner), true)
    composer.change({ message: 'Still here' })
    await composer.arrive(null)
    expect(composer.draft.value).toMatchObject({ context: null, message: 'Still here' })
    await vi.waitFor(async () => expect(await stored()).toMatchObject([[expect.anything(), 'Still here']]))
  })
})
