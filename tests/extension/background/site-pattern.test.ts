import { expect, test } from 'vitest'
import { namesOneHost, patternOf } from '../../../extension/background/site-pattern.ts'

test.each([
  ['https://wiki.corp.example/*', true],
  ['http://old-wiki/*', true],
  ['http://127.0.0.1/*', true],
  ['*://*/*', false],
  ['https://*/*', false],
  ['https://*.corp.example/*', false],
  // As Chromium writes `https://*.corp.example` once it has read it as an address.
  ['https://%2A.corp.example/*', false],
])('%s names one host: %s', (pattern, is) => {
  expect(namesOneHost(pattern)).toBe(is)
})

test('the pattern of a site knows no port', () => {
  expect(patternOf(new URL('https://wiki.corp.example:8443/Main'))).toBe('https://wiki.corp.example/*')
})
