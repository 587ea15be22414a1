import { describe, expect, test } from 'vitest'
import { isOlder, nameExtension, readExtensionVersion } from '../../shared/client-version.ts'

describe('the version of an extension', () => {
  test.each([
    ['0.1.0', '0.1.0', false],
    ['0.1', '0.1.0', false],
    ['0.1.0', '0.1.1', true],
    ['0.9.0', '0.10.0', true],
    ['1', '0.9.9.9', false],
    ['0.1.0.1', '0.1.0', false],
    ['2.0', '10', true],
  ])('%s is older than %s: %s', (version, than, expected) => {
    expect(isOlder(version, than)).toBe(expected)
  })

  test('is read from what names it', () => {
    expect(readExtensionVersion(nameExtension('0.1.0'))).toBe('0.1.0')
  })

  test.each([
    undefined,
    '',
    'curl/8.1',
    'extension/',
    'extension/new',
    'extension/1.2.3.4.5',
    'x extension/1',
  ])('%j names none', (header) => {
    expect(readExtensionVersion(header)).toBeNull()
  })
})
