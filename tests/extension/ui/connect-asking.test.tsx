// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { render } from 'preact'
import { expect, test } from 'vitest'
import { openTexts } from '../../../extension/i18n.ts'
import type { Policy } from '../../../extension/policy.ts'
import { Connect } from '../../../extension/ui/Connect.tsx'
import { speakEnglish } from './english.ts'

const NOTHING_SET: Policy = { server: null, sites: [], languages: [], locked: [], ignored: [] }

test('before it knows what was begun, it has a heading that says so to those who cannot see the light', async () => {
  speakEnglish()
  await openTexts()
  const place = document.createElement('div')
  document.body.append(place)
  render(<Connect connection={{ kind: 'new' }} policy={NOTHING_SET} kept={0} />, place)
  expect(place.querySelector('[aria-busy=true] h1')?.textContent).toBe('One moment')
  expect(place.querySelector('div[aria-label]:not([role])')).toBeNull()
})
