import type { Found, PageKind, Place, TextSource } from './tool.ts'

export const id = 'rt'

export const place: Place = { marks: '[href*="/NoAuth/css/"], [id^="comp-Ticket-"]' }

/** 'jo (Jo Doe)', 'Jo Doe', 'Jo Doe <jo@corp.example>'. */
const part = /^(?:(?<handle>[^\s<(@]+) \()?(?<name>[^()]+)(?:\(.*|\))?$/

export const kinds: readonly PageKind[] = [
  {
    kind: 'ticket',
    address:
      /^(?<base>.*?)\/(?:(?:Ticket|SelfService)\/Display\.html|m\/ticket\/show)\?(?:.*&)?id=(?<key>\d+)/,
    url: '{base}/Ticket/Display.html?id={key}',
    title: [{ at: 'head > title', part: /#(?<key>\d+): (?<text>.+)/ }],
    people: [
      { role: 'assignee', at: '.ticket-info-people :first-child > .value .user > a', most: 1, part },
      { role: 'author', at: '.requestors .user, .user-summary .user', part },
      // The system itself is the first of all users.
      { role: 'commenter', at: '.message .description .user:not([data-user-id="1"])', part },
    ],
  },
]

/** 'Logged in as jo', above their own page; scripts are told the rest. */
export const viewer: readonly TextSource[] = [
  '.current-user',
  ':has(> .current-user)@href',
  (found) => own('RealName', found),
  (found) => own('EmailAddress', found),
]

export const profile = /\/User\/Summary\.html\?id=\d+$/

function own(field: string, { page }: Found): string {
  const scripts = Array.from(page.root.querySelectorAll('script:not([src])'), (script) => script.textContent)
  const user = scripts.find((text) => text.includes('RT.CurrentUser ='))?.split('RT.CurrentUser =')[1] ?? ''
  return user.split(`"${field}":"`)[1]?.split('"')[0] ?? ''
}
