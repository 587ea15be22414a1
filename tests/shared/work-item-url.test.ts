import { describe, expect, test } from 'vitest'
import { cleanWorkItemUrl, isCleanWorkItemUrl } from '../../shared/work-item-url.ts'

describe('an address keeps what names the item, and nothing else', () => {
  test.each([
    ['https://wiki.corp.example/wiki/Runbook', 'https://wiki.corp.example/wiki/Runbook'],
    [
      'https://wiki.corp.example/w/index.php?title=Runbook&oldid=7#Steps',
      'https://wiki.corp.example/w/index.php?title=Runbook',
    ],
    ['https://bugs.corp.example/show_bug.cgi?id=1', 'https://bugs.corp.example/show_bug.cgi?id=1'],
    ['https://ada:secret@corp.example/a', 'https://corp.example/a'],
    ['https://corp.example/a?utm_source=mail&token=abc', 'https://corp.example/a'],
    ['https://corp.example/a?id=', 'https://corp.example/a'],
    ['https://corp.example/a#comment-4', 'https://corp.example/a'],
    ['https://corp.example/#/tickets/7', 'https://corp.example/#/tickets/7'],
    ['https://corp.example/#/tickets/7?token=abc', 'https://corp.example/'],
    ['http://[::1]:8080/a', 'http://[::1]:8080/a'],
  ])('%s', (address, clean) => {
    expect(cleanWorkItemUrl(address)).toBe(clean)
    expect(isCleanWorkItemUrl(clean)).toBe(true)
    expect(isCleanWorkItemUrl(address)).toBe(address === clean)
  })
})

test.each([
  'javascript:alert(1)',
  'file:///etc/passwd',
  'chrome://settings',
  'about:blank',
  '',
  'not an address',
  `https://corp.example/${'a'.repeat(2000)}`,
])('%s is no address of a work item', (address) => {
  expect(cleanWorkItemUrl(address)).toBeNull()
  expect(isCleanWorkItemUrl(address)).toBe(false)
})
