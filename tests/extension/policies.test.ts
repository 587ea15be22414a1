import { readFileSync } from 'node:fs'
import { beforeEach, describe, expect, test } from 'vitest'
import schema from '../../extension/public/managed_schema.json' with { type: 'json' }
import { LANGUAGES } from '../../extension/languages.ts'
import { LOCKABLE, POLICY_KEYS } from '../../extension/policy.ts'
import chrome from '../../extension/policies/chrome.json' with { type: 'json' }
import edge from '../../extension/policies/edge.json' with { type: 'json' }
import firefox from '../../extension/policies/firefox.json' with { type: 'json' }
import { CHROME_ID, GECKO_ID } from '../../shared/extension-ids.ts'
import { withoutRow } from '../house/readme.ts'
import { freshBrowser, type Extension } from './background/fresh-browser.ts'

const SAMPLES = {
  chrome: chrome['3rdparty'].extensions[CHROME_ID],
  edge: edge['3rdparty'].extensions[CHROME_ID],
  firefox: firefox.policies['3rdparty'].Extensions[GECKO_ID],
}

let extension: Extension

beforeEach(async () => {
  extension = await freshBrowser()
})

describe('the keys of the policy', () => {
  test('are those that Chromium is told of', () => {
    expect(Object.keys(schema.properties)).toEqual(POLICY_KEYS)
    expect(schema.properties.languages.description).toContain(LANGUAGES.join(', '))
    expect(schema.properties.locked.description).toContain(LOCKABLE.join(', '))
  })

  test('have a row each in the README', () => {
    const readme = readFileSync('README.md', 'utf8')
    expect(withoutRow(readme, POLICY_KEYS)).toEqual([])
    const [, row = ''] = /^\| `languages`(.*)$/m.exec(readme) ?? []
    expect(LANGUAGES.filter((language) => !row.includes(`\`${language}\``))).toEqual([])
  })
})

describe('the samples', () => {
  test.each(Object.entries(SAMPLES))('for %s holds what works, and all of our keys', (_browser, sample) => {
    expect(Object.keys(sample)).toEqual(POLICY_KEYS)
    expect(extension.policy.parsePolicy(sample)).toMatchObject({ ignored: [], locked: sample.locked })
  })

  test('say the same in each browser', () => {
    expect(SAMPLES.edge).toEqual(SAMPLES.chrome)
    expect(SAMPLES.firefox).toEqual(SAMPLES.chrome)
  })

  test('install the extension under the id of this build', () => {
    expect(chrome.ExtensionSettings[CHROME_ID].installation_mode).toBe('force_installed')
    expect(edge.ExtensionSettings[CHROME_ID].installation_mode).toBe('force_installed')
    expect(firefox.policies.ExtensionSettings[GECKO_ID].installation_mode).toBe('force_installed')
  })
})
