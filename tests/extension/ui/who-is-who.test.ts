import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Match, MatchRequest } from '../../../shared/api.ts'
import type { Opening } from '../../../extension/stored.ts'
import { freshBrowser, type Extension } from '../background/fresh-browser.ts'
import { owner, person } from './people.ts'

const PLACE = { tool: 'github', origin: 'https://code.corp.example' }
const handle = (name: string) => ({ role: 'author' as const, handle: name })
const NOBODY: Match = { person: null, by: null }

let extension: Extension
let createComposer: typeof import('../../../extension/ui/composer.ts').createComposer
let told: unknown[]

beforeEach(async () => {
  extension = await freshBrowser()
  told = []
  ;({ createComposer } = await import('../../../extension/ui/composer.ts'))
})

afterEach(() => vi.unstubAllGlobals())

async function composerOn(seen: MatchRequest, matches: Match[], more: Partial<Opening> = {}) {
  const { browser } = await import('wxt/browser')
  browser.runtime.onMessage.addListener((message: { type: string; handles?: unknown }, _sender, reply) => {
    if (message.type === 'people.tellHandles') told.push(message.handles)
    reply(message.type === 'people.match' ? matches : null)
    return true
  })
  const draft = extension.drafts.createDraft(owner, null)
  const composer = createComposer({ draft, resumed: false, linked: null, seen, site: null, ...more })
  await composer.lookAtPage()
  return composer
}

type Composer = Awaited<ReturnType<typeof composerOn>>

async function sendOff(composer: Composer): Promise<void> {
  composer.change({ message: 'Thank you' })
  expect(await composer.send()).not.toBeNull()
}

test('whoever is picked after the question is told to the server, once it is on its way', async () => {
  const composer = await composerOn({ ...PLACE, people: [handle('gracie'), handle('noor')] }, [
    NOBODY,
    { person: person('noor'), by: 'handle' },
  ])
  expect(composer.unknown.value.map(({ name }) => name)).toEqual(['gracie'])
  composer.askFor(composer.unknown.value[0])
  composer.pick(person('grace'))
  expect([composer.unknown.value, composer.asked.value, told]).toEqual([[], null, []])
  await sendOff(composer)
  expect(told).toEqual([[{ ...PLACE, handle: 'gracie', person: 'grace' }]])
})

test('somebody picked without the question is nobody on the page', async () => {
  const composer = await composerOn({ ...PLACE, people: [handle('gracie')] }, [NOBODY])
  composer.pick(person('grace'))
  await sendOff(composer)
  expect(told).toEqual([])
})

test('whoever was taken out again is not told of', async () => {
  const composer = await composerOn({ ...PLACE, people: [handle('gracie')] }, [NOBODY])
  composer.askFor(composer.unknown.value[0])
  composer.pick(person('grace'))
  composer.removeRecipient('grace')
  composer.pick(person('noor'))
  await sendOff(composer)
  expect(told).toEqual([])
})

test('a name that fits one colleague is told when the bright spot goes to them', async () => {
  const composer = await composerOn({ ...PLACE, people: [handle('gracie')] }, [
    { person: person('grace'), by: 'name' },
  ])
  composer.addRecipient(person('grace'))
  composer.change({ message: 'Thank you' })
  expect(await composer.send()).toBeNull()
  expect(told).toEqual([])
  composer.agree()
  await sendOff(composer)
  expect(told).toEqual([[{ ...PLACE, handle: 'gracie', person: 'grace' }]])
})

test('a name that fits whom the sender looked for is no answer: nobody asked', async () => {
  const composer = await composerOn({ ...PLACE, people: [handle('gracie')] }, [
    { person: person('grace'), by: 'name' },
  ])
  composer.pick(person('grace'))
  await sendOff(composer)
  expect(told).toEqual([])
})

test('a question that was taken back learns nothing from the next who is picked', async () => {
  const composer = await composerOn({ ...PLACE, people: [handle('gracie')] }, [NOBODY])
  composer.askFor(composer.unknown.value[0])
  composer.askFor(undefined)
  composer.pick(person('grace'))
  await sendOff(composer)
  expect(composer.unknown.value.map(({ name }) => name)).toEqual(['gracie'])
  expect(told).toEqual([])
})

test('the alert about the link goes once somebody was chosen', async () => {
  const linked = { ...PLACE, people: [handle('gracie')] }
  const composer = await composerOn(linked, [NOBODY], { seen: null, linked })
  expect(composer.linkedUnknown.value).toBe('gracie')
  composer.pick(person('grace'))
  expect(composer.linkedUnknown.value).toBeNull()
})

test('the link that was clicked asks by itself', async () => {
  const linked = { ...PLACE, people: [handle('gracie')] }
  const composer = await composerOn(linked, [NOBODY], { seen: null, linked })
  composer.pick(person('grace'))
  await sendOff(composer)
  expect(told).toEqual([[{ ...PLACE, handle: 'gracie', person: 'grace' }]])
})

test('nobody is asked who they are themselves', async () => {
  const mine = { ...handle('ada-e'), name: owner.person.name }
  const composer = await composerOn({ ...PLACE, people: [mine] }, [NOBODY])
  expect(composer.unknown.value).toEqual([])
})
