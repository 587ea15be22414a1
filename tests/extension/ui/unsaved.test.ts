import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Draft } from '../../../extension/stored.ts'
import { freshBrowser, type Extension } from '../background/fresh-browser.ts'

const person = { id: 'ada', name: 'Ada Example', email: 'ada@corp.example', team: null }

let extension: Extension
let unsaved: typeof import('../../../extension/ui/unsaved.ts')
let draft: Draft
let openedAt: number

beforeEach(async () => {
  extension = await freshBrowser()
  unsaved = await import('../../../extension/ui/unsaved.ts')
  draft = extension.drafts.createDraft({ server: 'https://thanks.corp.example', person }, null)
  openedAt = Date.now()
})
afterEach(() => vi.unstubAllGlobals())

const stored = async () => (await extension.drafts.findDraft(draft.account, draft.key))?.message

test('what a closing window could only note is stored by the next one', async () => {
  await extension.drafts.keepDraft({ ...draft, message: 'Half' })
  unsaved.noteUnsaved({ ...draft, message: 'Half a word' }, openedAt)
  await unsaved.rescueUnsaved()
  expect(await stored()).toBe('Half a word')
  expect(localStorage).toHaveLength(0)
})

test('a note that the database has is forgotten, a newer one is not', async () => {
  const forget = unsaved.noteUnsaved({ ...draft, message: 'One' }, openedAt)
  unsaved.noteUnsaved({ ...draft, message: 'One two' }, openedAt)
  forget()
  expect(localStorage).toHaveLength(1)
  unsaved.noteUnsaved({ ...draft, message: 'One two three' }, openedAt)()
  expect(localStorage).toHaveLength(0)
})

test('words written since are not overwritten', async () => {
  unsaved.noteUnsaved({ ...draft, message: 'Old' }, openedAt)
  vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 1000)
  await extension.drafts.keepDraft({ ...draft, message: 'New' })
  await unsaved.rescueUnsaved()
  expect(await stored()).toBe('New')
})

test("another window's words about the same page are not overwritten either", async () => {
  const later = vi.spyOn(Date, 'now').mockReturnValue(openedAt + 1000)
  await extension.drafts.keepDraft({ ...draft, writer: 'other', message: 'Theirs' }, openedAt)
  later.mockReturnValue(openedAt + 2000)
  unsaved.noteUnsaved({ ...draft, writer: 'this', message: 'Mine' }, openedAt)
  await unsaved.rescueUnsaved()
  const all = await extension.drafts.listDrafts()
  expect(all.map(({ message }) => message)).toEqual(['Mine', 'Theirs'])
})

test('what is on its way is no draft again', async () => {
  unsaved.noteUnsaved({ ...draft, message: 'Sent' }, openedAt)
  await extension.drafts.queueDraft({ ...draft, message: 'Sent' })
  await unsaved.rescueUnsaved()
  expect(await stored()).toBeUndefined()
})
