import { isRecord } from './json-ld.ts'
import { addressMatch, textOf } from './page.ts'
import { offer } from './people.ts'
import type { Found, PageKind, Place, SecondLook, Seen } from './tool.ts'

/** From GerritCodeReview/gerrit: httpd/raw/PolyGerritIndexHtml.soy, gr-{app-element,change-view,diff-view}.ts, Documentation/rest-api-*.txt. */
export const id = 'gerrit'

export const place: Place = { marks: 'gr-app, [content="Gerrit Code Review"]' }

export const home = /^https:\/\/[\w-]+-review\.googlesource\.com\//

/** 'Raise the count (I0123abcd) · Gerrit Code Review'; beside the differences of a file, its name. */
const TAB = /^(?<text>.+) \((?:I[\da-f]{8}|(?<key>\d+))\) · /
const change: PageKind = {
  kind: 'review',
  address: /^(?<base>[^?]*?)(?<path>\/c\/(?:[^?]+?\/\+\/)?)(?<key>\d+)(?:[/?]|$)/,
  url: '{base}{path}{key}',
  title: [{ at: 'head > title', part: TAB }, heading],
}
export const kinds: readonly PageKind[] = [change]

/** What the page shows stands within open roots that no selector looks into; its own API says who made it, and who asks. */
export const secondLook: SecondLook = {
  paths(page, { workItem }) {
    const { base = '' } = addressMatch(change, page)?.groups ?? {}
    const path = `${base}/changes/${workItem?.key}?o=DETAILED_LABELS&o=DETAILED_ACCOUNTS`
    return workItem?.key ? [path, `${base}/accounts/self`] : []
  },
  parse([answer, self], page) {
    const { owner, reviewers, _number: key } = isRecord(answer) ? answer : {}
    if (String(key) !== addressMatch(change, page)?.groups?.['key'] || !isRecord(reviewers)) return []
    const seen = [reviewers['REVIEWER']].flat().flatMap((account) => seenIn(account, 'reviewer'))
    return offer('review', [...seenIn(owner, 'author'), ...seen], seenIn(self, 'participant'))
  },
}

/** An account, unless it is a machine's. */
function seenIn(account: unknown, role: Seen['role']): Seen[] {
  if (!isRecord(account) || [account['tags']].flat().includes('SERVICE_USER')) return []
  const [name, handle, email] = [account['name'], account['username'], account['email']].map((field) =>
    typeof field === 'string' ? field : null,
  )
  return [{ role, name, handle, email }]
}

function heading({ page }: Found): string {
  let within: ParentNode | null = page.root
  for (const name of ['gr-app', 'gr-app-element', 'gr-change-view, gr-diff-view'])
    within = within?.querySelector(name)?.shadowRoot ?? null
  return textOf(within?.querySelector('.headerSubject'))
}
