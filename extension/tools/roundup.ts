import { textOf } from './page.ts'
import type { Found, PageKind, Place, Seen, TextSource } from './tool.ts'

export const id = 'roundup'

export const place: Place = {
  marks: '[href*="@@file/"], [name="itemSynopsis"]',
  titles: ['h2'],
}

export const kinds: readonly PageKind[] = [
  {
    kind: 'ticket',
    address: /^(?<base>.*?)\/(?<key>(?:issue|bug|task|feature|request|ticket|patch)(?<number>\d+))(?:$|\?)/,
    url: '{base}/{key}',
    title: [
      'form[name="itemSynopsis"] input[name="title"]',
      { at: 'head > title', part: /^\D*(?<number>\d+)[^:]*: (?<text>.+) - [^-]*$/ },
    ],
    people: [
      { role: 'assignee', at: `select[name^="assign"] option[selected]:not([value="-1"])`, text: 'handle' },
      { role: 'assignee', at: 'th + td:not(:has(*))', label: /^Assigned To/i, text: 'handle', most: 1 },
      creator,
      // 'Author: Jo Doe (jo)', 'Author: jo', beside a message's number.
      {
        role: 'commenter',
        at: 'th:has(> a[href*="msg"]) + th',
        part: /^[^:]+: (?<name>.+) \((?<handle>[\w.@-]+)\)/,
      },
      { role: 'commenter', at: 'th:has(> a[href*="msg"]) + th', part: /^[^:]+: (?<handle>[\w.@-]+)$/ },
    ],
  },
]

/** 'Hello, jo', above the way out. */
export const viewer: readonly TextSource[] = [
  { at: ':has(> a[href*="@action=logout"]) > b', part: /(?<text>\S+)$/ },
  ':has(> a[href*="@action=logout"]) i',
]

/** 'Created on <b>2026-03-02</b> by <b>jo</b>, last changed …', in any language. */
function creator({ page }: Found): Seen[] {
  const lines = Array.from(page.root.querySelectorAll('p'), (line) =>
    Array.from(line.querySelectorAll(':scope > b, :scope > strong'), textOf),
  )
  const [, handle] = lines.find(([date = '']) => /^\d{4}-\d\d-\d\d/.test(date)) ?? []
  return handle ? [{ role: 'author', handle }] : []
}
