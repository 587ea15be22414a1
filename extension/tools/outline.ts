import type { PageKind, Place } from './tool.ts'

/** From outline/outline: server/static/index.html, app/components/{DocumentMeta,ContentEditable,PageTitle}.tsx, app/utils/routeHelpers.ts. */
export const id = 'outline'

export const place: Place = {
  marks: '[name="slack-app-id"], [rel="search"][title="Outline"]',
  titles: ['[dir="auto"] [role="textbox"]'],
}

export const home = /^https:\/\/[\w-]+\.getoutline\.com\//

export const kinds: readonly PageKind[] = [
  {
    kind: 'wiki',
    address: /^(?<base>(?:\/s\/[\w-]+)?\/doc\/[\w~-]*-)(?<key>[A-Za-z\d]{10,15})(?:[/?]|$)/,
    url: '{base}{key}',
    title: ['[dir="auto"] [role="textbox"]', { at: 'head > title', part: /^(?<text>.+) - / }],
    people: [
      // Its viewer is 'You' here; the document's classes are all hashes.
      {
        role: 'editor',
        at: 'a[href$="/history"] span:has(time)',
        part: /^(?!You )(?<name>.+) (?:updated|published|created) /,
        most: 1,
      },
    ],
  },
]
