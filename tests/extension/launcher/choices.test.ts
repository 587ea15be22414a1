import { beforeEach, expect, test } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import {
  forgetHiding,
  keepLauncherChoice,
  keepLauncherChoicesOf,
  readLauncherChoices,
} from '../../../extension/launcher-choices.ts'

const WIKI = 'https://wiki.corp.example/*'
const TRACKER = 'https://tracker.corp.example/*'

beforeEach(() => fakeBrowser.reset())

test('what is chosen for a site adds up, and is of that site alone', async () => {
  await keepLauncherChoice(WIKI, { corner: 'top-start' })
  await keepLauncherChoice(WIKI, { isHidden: true })
  await keepLauncherChoice(TRACKER, { corner: 'top-end' })
  expect(await readLauncherChoices()).toEqual({
    [WIKI]: { corner: 'top-start', isHidden: true },
    [TRACKER]: { corner: 'top-end' },
  })
})

test('who turns a site on sees the launcher there, in its corner', async () => {
  await keepLauncherChoice(WIKI, { corner: 'top-start', isHidden: true })
  await forgetHiding([WIKI, TRACKER])
  expect(await readLauncherChoices()).toEqual({ [WIKI]: { corner: 'top-start', isHidden: false } })
})

test('of a site that was turned off nothing is kept', async () => {
  await keepLauncherChoice(WIKI, { corner: 'top-start' })
  await keepLauncherChoice(TRACKER, { corner: 'top-end' })
  await keepLauncherChoicesOf([TRACKER])
  expect(await readLauncherChoices()).toEqual({ [TRACKER]: { corner: 'top-end' } })
})
