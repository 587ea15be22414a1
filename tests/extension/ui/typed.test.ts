import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { PeopleResult } from '../../../extension/messages.ts'
import { freshBrowser, type Extension } from '../background/fresh-browser.ts'
import { idsOf, owner, person } from './people.ts'

let extension: Extension
let createComposer: typeof import('../../../extension/ui/composer.ts').createComposer

beforeEach(async () => {
  extension = await freshBrowser()
  ;({ createComposer } = await import('../../../extension/ui/composer.ts'))
})

afterEach(() => vi.unstubAllGlobals())

/** A whole bright spot for one person, with somebody else typed and not chosen. */
async function composerWith(typed: string, answer: PeopleResult) {
  const { browser } = await import('wxt/browser')
  browser.runtime.onMessage.addListener((message: { type: string }, _sender, reply) => {
    if (message.type === 'people.search') reply(answer)
    return true
  })
  const draft = extension.drafts.createDraft(owner, null)
  const composer = createComposer({ draft, resumed: false, linked: null, seen: null, site: null })
  composer.pick(person('grace'))
  composer.change({ message: 'For both of you' })
  composer.search.type(typed)
  return composer
}

const found = (...ids: string[]): PeopleResult => ({ kind: 'found', people: ids.map(person) })

describe('somebody who was typed and not chosen', () => {
  test('is a recipient where it is their whole address', async () => {
    const composer = await composerWith(' Noor@corp.EXAMPLE ', found('noor', 'noori'))
    const sent = await composer.send()
    expect(idsOf(sent?.recipients ?? [])).toEqual(['grace', 'noor'])
    expect([composer.search.query.value, composer.toNote.value]).toEqual(['', null])
  })

  test.each<[string, string, PeopleResult]>([
    ['a name', 'noor', found('noor')],
    ['an address of nobody', 'nobody@corp.example', found()],
    ['the beginning of an address', 'noor@corp.exam', found('noor')],
    ['an address of two', 'noor@corp.example', found('noor', 'noor')],
    ['an address that nobody can be asked about', 'noor@corp.example', { kind: 'fault', fault: 'offline' }],
    ['oneself', 'ada@corp.example', found('ada')],
  ])('is not left out unsaid: %s', async (_what, typed, answer) => {
    const composer = await composerWith(typed, answer)
    expect(await composer.send()).toBeNull()
    expect(composer.toNote.value).toBe('unchosen_recipient')
    expect(idsOf(composer.draft.value.recipients)).toEqual(['grace'])
    composer.search.type('')
    expect(composer.toNote.value).toBeNull()
    expect(await composer.send()).toMatchObject({ recipients: [{ id: 'grace' }] })
  })

  test('is found offline among the people thanked lately', async () => {
    const composer = await composerWith('grace@corp.example', { kind: 'fault', fault: 'offline' })
    composer.search.type('')
    await composer.send()
    const next = await composerWith('GRACE@corp.example', { kind: 'fault', fault: 'offline' })
    await next.search.load()
    next.removeRecipient('grace')
    next.change({ message: 'Once more' })
    expect(await next.send()).toMatchObject({ recipients: [{ id: 'grace' }] })
  })

  test('is one even when Send is pressed twice', async () => {
    const composer = await composerWith('noor@corp.example', found('noor'))
    const [first, second] = await Promise.all([composer.send(), composer.send()])
    const entries = [first, second].filter((entry) => entry !== null)
    expect(entries.map(({ recipients }) => idsOf(recipients))).toEqual([['grace', 'noor']])
    expect(composer.toNote.value).toBeNull()
  })
})
