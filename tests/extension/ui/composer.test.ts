import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Match } from '../../../shared/api.ts'
import type { PersonOnPage } from '../../../shared/recognition.ts'
import type { Opening } from '../../../extension/stored.ts'
import { freshBrowser, type Extension } from '../background/fresh-browser.ts'
import { idsOf, owner, person } from './people.ts'

const LINKED = {
  tool: 'mediawiki',
  origin: 'https://wiki.corp.example',
  people: [{ role: 'participant' as const, name: 'Somebody' }],
}

let extension: Extension
let createComposer: typeof import('../../../extension/ui/composer.ts').createComposer

beforeEach(async () => {
  extension = await freshBrowser()
  ;({ createComposer } = await import('../../../extension/ui/composer.ts'))
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

describe('who is filled in', () => {
  test('the first on the page, on a certain match', async () => {
    const composer = await composerOn([
      { person: person('grace'), by: 'handle' },
      { person: person('noor'), by: 'email' },
    ])
    expect(idsOf(composer.draft.value.recipients)).toEqual(['grace'])
    expect(idsOf(composer.offered.value)).toEqual(['noor'])
  })

  test('nobody on a name alone: that is a suggestion', async () => {
    const composer = await composerOn([{ person: person('grace'), by: 'name' }])
    expect(composer.draft.value.recipients).toEqual([])
    expect(idsOf(composer.offered.value)).toEqual(['grace'])
  })

  test('nobody when the first is unknown, however certain the second is', async () => {
    const composer = await composerOn([
      { person: null, by: null },
      { person: person('noor'), by: 'email' },
    ])
    expect(composer.draft.value.recipients).toEqual([])
    expect(idsOf(composer.offered.value)).toEqual(['noor'])
  })

  test('never oneself', async () => {
    const composer = await composerOn([{ person: owner.person, by: 'email' }])
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
    expect(idsOf(composer.draft.value.recipients)).toEqual(['grace'])
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
