import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Match } from '../../../shared/api.ts'
import type { PersonRole } from '../../../shared/recognition.ts'
import type { Draft, OutboxEntry } from '../../../extension/stored.ts'
import { freshBrowser, type Extension } from '../background/fresh-browser.ts'
import { RUNBOOK } from './kept.ts'
import { idsOf, owner, person } from './people.ts'

let extension: Extension
let createComposer: typeof import('../../../extension/ui/composer.ts').createComposer

beforeEach(async () => {
  extension = await freshBrowser()
  ;({ createComposer } = await import('../../../extension/ui/composer.ts'))
})

afterEach(() => vi.unstubAllGlobals())

/** A composer on a page of the wiki where these people were seen, and recognised so. */
async function composerOn(seen: [Match, PersonRole][], draft?: Draft) {
  const { browser } = await import('wxt/browser')
  browser.runtime.onMessage.addListener((message: { type: string }, _sender, reply) => {
    if (message.type === 'people.match') reply(seen.map(([match]) => match))
    return true
  })
  const people = seen.map(([, role]) => ({ role, name: 'Somebody' }))
  const composer = createComposer({
    draft: draft ?? extension.drafts.createDraft(owner, RUNBOOK),
    resumed: draft !== undefined,
    linked: null,
    seen: { tool: 'mediawiki', origin: 'https://wiki.corp.example', people },
    site: null,
  })
  await composer.lookAtPage()
  return composer
}

const certain = (id: string): Match => ({ person: person(id), by: 'handle' })
const likely = (id: string): Match => ({ person: person(id), by: 'name' })

async function suggested() {
  const composer = await composerOn([[likely('grace'), 'editor']])
  composer.addRecipient(person('grace'))
  composer.change({ message: 'Thank you' })
  return composer
}

describe('why somebody is a recipient', () => {
  test('is what they did on the page', async () => {
    const composer = await composerOn([[certain('grace'), 'editor']])
    const [grace] = composer.draft.value.recipients
    expect(grace?.seenAs).toEqual({ role: 'editor', kind: 'wiki', isSure: true })
  })

  test('is the first of what they did, and what is certain before what is likely', async () => {
    const composer = await composerOn([
      [likely('grace'), 'author'],
      [certain('grace'), 'editor'],
      [certain('grace'), 'commenter'],
      [likely('grace'), 'participant'],
    ])
    expect(composer.reasonOf(person('grace'))).toEqual({ role: 'editor', kind: 'wiki', isSure: true })
  })

  test('is not said of whom the sender looked for, where the page knows no more than a name', async () => {
    const composer = await composerOn([
      [likely('grace'), 'editor'],
      [certain('noor'), 'author'],
    ])
    composer.pick(person('grace'))
    composer.pick(person('noor'))
    const seenAs = composer.draft.value.recipients.map((one) => one.seenAs?.role)
    expect(seenAs).toEqual([undefined, 'author'])
  })

  test('goes with the page, and who was not certain is still asked about', async () => {
    const composer = await composerOn([
      [certain('grace'), 'editor'],
      [likely('noor'), 'author'],
      [likely('jorge'), 'commenter'],
    ])
    composer.addRecipient(person('noor'))
    composer.leavePageOut()
    composer.addRecipient(person('jorge'))
    const unsure = { kind: 'wiki', role: null, isSure: false }
    const seenAs = composer.draft.value.recipients.map((one) => one.seenAs)
    expect([composer.draft.value.context, ...seenAs]).toEqual([null, undefined, unsure, unsure])
    composer.change({ message: 'Thank you' })
    expect(await composer.send()).toBeNull()
    expect(composer.question.value).toMatchObject({ kind: 'sure', person: { id: 'noor' } })
  })

  test('is what the page says when the draft is opened again, not what it said before', async () => {
    const was = (role: PersonRole, isSure: boolean) => ({ role, kind: 'wiki' as const, isSure })
    const clicked = { role: 'linked', kind: 'page', isSure: true } as const
    const recipients = [
      { ...person('grace'), seenAs: was('editor', true) },
      { ...person('noor'), seenAs: was('editor', true) },
      { ...person('jorge'), seenAs: was('editor', false) },
      { ...person('amira'), seenAs: was('editor', false) },
      { ...person('zora'), seenAs: clicked },
      person('priya'),
    ]
    const before = { ...extension.drafts.createDraft(owner, RUNBOOK), recipients, message: 'From before' }
    const composer = await composerOn(
      [
        [likely('grace'), 'author'],
        [likely('amira'), 'commenter'],
        [certain('priya'), 'editor'],
      ],
      before,
    )
    const seenAs = composer.draft.value.recipients.map((one) => one.seenAs)
    expect(seenAs).toEqual([
      was('author', true),
      undefined,
      { ...was('editor', false), role: null },
      was('commenter', false),
      clicked,
      undefined,
    ])
    await vi.waitFor(async () =>
      expect(await extension.drafts.listDrafts()).toMatchObject([
        { recipients: composer.draft.value.recipients },
      ]),
    )
  })

  test('comes back with the text when it is undone, and is not kept among the people thanked lately', async () => {
    const composer = await composerOn([[certain('grace'), 'editor']])
    composer.change({ message: 'Too quick' })
    const sent = await composer.send()
    if (!sent) throw new Error('not sent')
    const taken = await extension.outbox.takeBack(sent.id)
    const draft = await extension.drafts.findDraft(sent.account, taken?.draftKey ?? '')
    expect(draft?.recipients).toMatchObject([{ id: 'grace', seenAs: { role: 'editor' } }])
    expect(await extension.drafts.recentPeople(sent.account)).toEqual([person('grace')])
  })
})

describe('a suggestion', () => {
  test('is asked about before it is sent, and then no more', async () => {
    const composer = await suggested()
    expect(await composer.send()).toBeNull()
    expect(composer.question.value).toMatchObject({ kind: 'sure', person: { id: 'grace' } })
    composer.agree()
    expect(composer.question.value).toBeNull()
    expect(await composer.send()).toMatchObject({ recipients: [{ id: 'grace' }] })
  })

  test('is asked about again at every press while there is no answer', async () => {
    const composer = await suggested()
    await composer.send()
    expect(await composer.send()).toBeNull()
    composer.goBack()
    expect(composer.question.value).toBeNull()
    expect(await composer.send()).toBeNull()
    expect(composer.question.value?.kind).toBe('sure')
  })

  test('that was confirmed stays so with its draft', async () => {
    const composer = await suggested()
    await composer.send()
    composer.agree()
    const stored = await vi.waitFor(async () => {
      const [draft] = await extension.drafts.listDrafts()
      expect(draft?.recipients[0]?.seenAs?.isSure).toBe(true)
      return draft
    })
    const later = await composerOn([[likely('grace'), 'editor']], stored)
    expect(await later.send()).not.toBeNull()
  })

  test('that was wrong is taken out, not offered again, and the text stays', async () => {
    const composer = await suggested()
    await composer.send()
    composer.disagree()
    expect(composer.draft.value).toMatchObject({ recipients: [], message: 'Thank you' })
    expect([composer.offered.value, composer.question.value]).toEqual([[], null])
  })

  test('is not asked about when the sender found them in the search', async () => {
    const composer = await composerOn([[likely('grace'), 'editor']])
    composer.pick(person('grace'))
    composer.change({ message: 'Thank you' })
    expect(await composer.send()).not.toBeNull()
  })

  test('takes its question back when the draft changes', async () => {
    const composer = await suggested()
    await composer.send()
    composer.change({ message: 'Thank you very much' })
    expect(composer.question.value).toBeNull()
  })
})

describe('the same words', () => {
  async function compose(message: string, ...to: string[]) {
    const composer = await composerOn([])
    for (const id of to) composer.pick(person(id))
    composer.change({ message })
    return composer
  }
  async function send(message: string, ...to: string[]): Promise<OutboxEntry> {
    const sent = await (await compose(message, ...to)).send()
    if (!sent) throw new Error('not sent')
    return sent
  }
  /** As the feed brings it. */
  async function deliver({ id, recipients, recognition }: OutboxEntry): Promise<void> {
    const now = new Date().toISOString()
    const times = { sentAt: now, deliverAt: now, deliveredAt: now, readAt: null, publication: null }
    const item = { ...recognition, ...times, recipients, sender: owner.person }
    const storage = await extension.storage.openStorage()
    await storage.put('inbox', item)
    await storage.delete('outbox', id)
  }

  test.each([
    ['under way', async () => undefined],
    ['delivered', deliver],
  ])('to the same person are asked about once: %s', async (_what, settle) => {
    await settle(await send('You saved my day', 'grace'))
    const composer = await compose('  you SAVED my\n day ', 'noor', 'grace')
    expect(await composer.send()).toBeNull()
    const asked = composer.question.value
    expect(asked?.kind === 'again' && idsOf(asked.people)).toEqual(['grace'])
    composer.agree()
    expect(await composer.send()).not.toBeNull()
  })

  test('stay where they are on no, and go when they are others', async () => {
    await send('You saved my day', 'grace')
    const composer = await compose('You saved my day', 'grace')
    await composer.send()
    composer.disagree()
    expect(composer.draft.value).toMatchObject({ recipients: [{ id: 'grace' }], message: 'You saved my day' })
    composer.change({ message: 'You saved my week' })
    expect(await composer.send()).not.toBeNull()
  })

  test('are no question for somebody else', async () => {
    await send('You saved my day', 'grace')
    expect(await (await compose('You saved my day', 'noor')).send()).not.toBeNull()
  })

  test('of one draft are asked about when another window sends them to more people, not when to the same', async () => {
    const draft = extension.drafts.createDraft(owner, RUNBOOK)
    const words = { message: 'You saved my day', recipients: [person('grace')] }
    const windows = [await composerOn([], draft), await composerOn([], draft), await composerOn([], draft)]
    for (const window of windows) window.change(words)
    const [first, again, toMore] = windows
    const sent = await first?.send()
    expect((await again?.send())?.id).toBe(sent?.id)
    toMore?.pick(person('noor'))
    expect(await toMore?.send()).toBeNull()
    expect(toMore?.question.value?.kind).toBe('again')
  })

  test('are no question when they never went out, or came from others', async () => {
    const sent = await send('You saved my day', 'grace')
    await (await extension.storage.openStorage()).put('outbox', { ...sent, state: 'refused' })
    expect(await (await compose('You saved my day', 'grace')).send()).not.toBeNull()
    await deliver(await send('Tea?', 'noor'))
    const storage = await extension.storage.openStorage()
    for (const item of await storage.getAll('inbox'))
      await storage.put('inbox', { ...item, sender: person('noor'), recipients: [person('grace')] })
    expect(await (await compose('Tea?', 'grace')).send()).not.toBeNull()
  })
})

describe('nothing is sent', () => {
  const noor = { ...person('noor'), inPerson: true as const }

  test('to somebody who prefers thanks in person, who is not filled in, and may be taken out', async () => {
    const composer = await composerOn([[{ person: noor, by: 'handle' }, 'editor']])
    expect(composer.draft.value.recipients).toEqual([])
    expect(idsOf(composer.offered.value)).toEqual(['noor'])
    composer.addRecipient(noor)
    composer.pick(person('grace'))
    composer.change({ message: 'Thank you' })
    expect(await composer.send()).toBeNull()
    expect(idsOf(composer.inPerson.value)).toEqual(['noor'])
    composer.removeRecipient('noor')
    expect(await composer.send()).toMatchObject({ recipients: [{ id: 'grace' }] })
  })

  test('to oneself', async () => {
    const composer = await composerOn([])
    composer.addRecipient(owner.person)
    composer.pick(owner.person)
    expect(composer.draft.value.recipients).toEqual([])
  })
})
