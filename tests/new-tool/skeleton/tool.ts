import type { PageKind, Place, TextSource } from '../../../extension/tools/tool.ts'

export const id = 'new-tool'

export const place: Place = {
  // FILL ME: what each page of this tool has and no other tool's: a meta tag, the address of a script; best not classes alone.
  marks: 'meta[name="generator"][content^="FILL ME new-tool"]',
}

/** The first that fits a page counts; tool.ts says what else a kind may have. A page that is of none names nobody. */
export const kinds: readonly PageKind[] = [
  {
    // FILL ME: wiki, ticket, review, commit or discussion.
    kind: 'ticket',
    // FILL ME: its addresses; the tool may stand in a folder, which is `base`; `key` is what people call the item by.
    address: /^(?<base>.*?)\/fill-me-ticket\/(?<key>\d+)(?:$|[/?])/,
    // FILL ME: its one address, whichever of its tabs somebody is on.
    url: '{base}/fill-me-ticket/{key}',
    // FILL ME: where its title stands, best first; with the group `key`, one that is of another item says nothing.
    title: [{ at: 'head > title', part: /^#(?<key>\d+): (?<text>.+) - fill me$/ }, 'h1'],
    // FILL ME: each element is one person; nobody whom a description or a comment merely mentions.
    people: [
      { role: 'assignee', at: '[data-fill-me="assignee"] a' },
      { role: 'author', at: '[data-fill-me="reporter"] a' },
      { role: 'commenter', at: '[data-fill-me="comment"] > header a' },
    ],
  },
]

/** FILL ME: path of a person's own page, so that a link to it tells who they are. Leave this out where there is none. */
export const profile = /\/fill-me-person\/(?<handle>[^/]+)\/?$/

/** FILL ME: where a page names whoever is signed in, who is never offered: a name, a handle, or their own page. */
export const viewer: readonly TextSource[] = ['[data-fill-me="viewer"] a', '[data-fill-me="viewer"] a@href']
