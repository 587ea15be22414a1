import { textOf } from './page.ts'
import type { Found, PageKind, Place, TextSource } from './tool.ts'

export const id = 'patchwork'

export const place: Place = {
  marks: '[data-submission-id], body > div > [href*="ozlabs.org/projects/patchwork"]',
}

/** Where the viewer may choose another, the page tells the login too. */
const delegate: TextSource = ({ page }) => textOf(page.root.querySelector('[name="delegate"] [selected]'))

export const kinds: readonly PageKind[] = [
  {
    kind: 'review',
    address: [/\/(?:patch|cover)\/(?<key>\d+)\/?(?:$|\?)/, /\/(?:patch|cover)\/[^/?]+\/?(?:$|\?)/],
    keyAt: ['[data-submission-id]@data-submission-id', '[data-clipboard-text]'],
    title: [{ at: 'head > title', part: /^(?<text>.+) - Patchwork$/ }, 'h1'],
    people: [
      { role: 'author', at: '[href*="?submitter="]', most: 1, email: from },
      { role: 'reviewer', at: '.reviewed-by, .tested-by', part: /: (?<name>.+)/ },
      { role: 'approver', at: '.acked-by', part: /: (?<name>.+)/ },
      { role: 'assignee', at: 'th + td', label: /^Delegated to/, handle: delegate },
      { role: 'commenter', at: '[href*="?submitter="]' },
    ],
  },
]

/** The patch's own header; that of a list which sends in others' names is the list's. */
function from({ page }: Found): string {
  const headers = page.root.querySelector('[id$="headers"] pre')?.textContent ?? ''
  const [, name = '', email = ''] = /^From:([^<\n]*(?:\n\s[^<\n]*)?)<([^<>\s]+)>/m.exec(headers) ?? []
  return name.includes(' via ') ? '' : email
}

export const viewer: readonly TextSource[] = ['nav strong', '[href$="/user/"] strong']
