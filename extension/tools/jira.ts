import type { PageKind, Place, TextSource } from './tool.ts'

export const id = 'jira'

export const place: Place = {
  marks: '[name="application-name"][content="JIRA" i], [name="ajs-app-title"]',
  titles: ['#summary-val'],
}

/** Server and Data Center mark everybody by their login; 'Unassigned' and who is not known have none. */
const handle: readonly TextSource[] = ['@rel', { at: '@href', part: /[?&]name=(?<text>[^&]+)/ }]

export const kinds: readonly PageKind[] = [
  {
    kind: 'ticket',
    address: [
      /^(?<base>.*?)\/browse\/(?<key>[A-Za-z]\w*-\d+)\/?(?:$|\?)/,
      /^(?<base>.*?)\/projects\/[^/?]+\/(?:issues|queues\/[^?]+)\/(?<key>[A-Za-z]\w*-\d+)\/?(?:$|\?)/,
    ],
    url: '{base}/browse/{key}',
    title: [
      '#summary-val, #issue_header_summary',
      // '[LED-7] Queue grows - Corp Tracker', once '[#LED-7] …'.
      { at: 'head > title', part: /^\[#?(?<key>[^\]]+)\] (?<text>.+) - / },
    ],
    people: [
      {
        role: 'assignee',
        at: '#assignee-val [rel]:not([rel="nofollow"]), [id^="issue_summary_assignee_"]',
        most: 1,
        handle,
      },
      {
        role: 'author',
        at: '#reporter-val [rel]:not([rel="nofollow"]), [id^="issue_summary_reporter_"]',
        most: 1,
        handle,
      },
      // Who only changed a field has another id here, and did not say anything.
      { role: 'commenter', at: '[id^="commentauthor_"]', handle },
    ],
  },
]

export const viewer: readonly TextSource[] = [
  'meta[name="ajs-remote-user"]',
  'meta[name="ajs-remote-user-fullname"]',
  'a[data-username][data-displayname]@data-username',
  'a[data-username][data-displayname]@data-displayname',
  'input[title="loggedInUser"]',
]
