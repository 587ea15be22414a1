import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Draft, Opening } from '../../../extension/stored.ts'
import { freshBrowser, type Extension } from '../background/fresh-browser.ts'
import { idsOf, owner, person } from './people.ts'

let extension: Extension
let createComposer: typeof import('../../../extension/ui/composer.ts').createComposer
let openAhead: typeof import('../../../extension/ui/ahead.ts').openAhead

beforeEach(async () => {
  extension = await freshBrowser()
  ;({ createComposer } = await import('../../../extension/ui/composer.ts'))
  ;({ openAhead } = await import('../../../extension/ui/ahead.ts'))
})

afterEach(() => vi.unstubAllGlobals())

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
const storedWords = async () => (await extension.drafts.listDrafts()).map(({ message }) => message).toSorted()

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
  expect(idsOf(composer.draft.value.recipients)).toEqual(['grace'])
  await vi.waitFor(async () => expect(await stored()).toEqual([[TICKET.url, 'From before. And now.']]))
})

test.each([
  ['Ends with a stop.', 'Begins anew.', 'Ends with a stop.\n\nBegins anew.'],
  ['Goes on', ' with a space', 'Goes on with a space'],
  ['> A quote\n\n', 'and an answer', '> A quote\n\nand an answer'],
  ['', 'Nothing there', 'Nothing there'],
  ['Nothing since', '', 'Nothing since'],
])('never runs two words into one: %j and %j', async (there, ahead, both) => {
  const composer = createComposer(openAhead(owner), true)
  composer.change({ message: ahead })
  await composer.arrive(arriving({ ...extension.drafts.createDraft(owner, TICKET), message: there }, true))
  expect(composer.draft.value.message).toBe(both)
})

test('that is closed before leaves its words in a place of their own', async () => {
  const before = { ...extension.drafts.createDraft(owner, null), message: 'About no page' }
  await extension.drafts.keepDraft(before)
  createComposer(openAhead(owner), true).change({ message: 'In a hurry' })
  await vi.waitFor(async () => expect(await storedWords()).toEqual(['About no page', 'In a hurry']))
})

test('keeps nothing of the session but whose it is', async () => {
  const session = { ...owner, token: 'secret' }
  createComposer(openAhead(session), true).change({ message: 'In a hurry' })
  await vi.waitFor(async () => expect(await extension.drafts.listDrafts()).toHaveLength(1))
  expect((await extension.drafts.listDrafts())[0]?.owner).toEqual(owner)
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

test.each<[string, Partial<Draft>]>([
  ['to people', { recipients: [person('jorge')] }],
  ['to more readers', { visibility: 'public' }],
  ['with values', { values: ['kind'] }],
])('is not sent %s from before that nobody has seen', async (_what, there) => {
  const composer = createComposer(openAhead(owner), true)
  composer.addRecipient(person('grace'))
  composer.change({ message: 'At once' })
  const sending = composer.send()
  await composer.arrive(arriving({ ...extension.drafts.createDraft(owner, TICKET), ...there }, true))
  expect(await sending).toBeNull()
  expect((await composer.send())?.recognition.message).toBe('At once')
})

test('keeps its words for who wrote them when somebody else connected meanwhile', async () => {
  const composer = createComposer(openAhead(owner), true)
  composer.change({ message: 'Mine' })
  const other = { ...owner, person: person('grace') }
  await composer.arrive(arriving(extension.drafts.createDraft(other, TICKET), false))
  expect(composer.draft.value).toMatchObject({ owner, context: null, message: 'Mine' })
  expect(composer.isLooking.value).toBe(false)
})

test('is one about no page when that cannot be read', async () => {
  const composer = createComposer(openAhead(owner), true)
  composer.change({ message: 'Still here' })
  await composer.arrive(null)
  expect(composer.draft.value).toMatchObject({ context: null, message: 'Still here' })
  await vi.waitFor(async () => expect(await stored()).toMatchObject([[expect.anything(), 'Still here']]))
})
