import type { PageKind, Place, TextSource } from './tool.ts'

export const id = 'kanboard'

export const place: Place = { marks: '[data-status-url]', titles: ['#task-summary h2'] }

export const kinds: readonly PageKind[] = [
  {
    kind: 'ticket',
    address: [/[?&]task_id=(?<key>\d+)/, /\/(?:task|t)\/(?<key>\d+)(?:\/|$|\?)/],
    title: ['#task-summary h2', { at: 'head > title', part: /#(?<key>\d+) - (?<text>.+)/ }],
    people: [
      // The third column begins, in any language, with who has it and who wrote it, or else with a date.
      { role: 'assignee', at: '.task-summary-column:nth-child(3) li:first-child > strong + span' },
      {
        role: 'author',
        at: '.task-summary-column:nth-child(3) li:nth-child(2) > strong + span',
        part: /^(?<name>\D.*)$/,
      },
      { role: 'commenter', at: '[id^="comment-"] > div > strong' },
    ],
  },
]

/** Also what is written for nobody, in the viewer's language. */
export const viewer: readonly TextSource[] = [
  'header li > strong',
  'header [role="img"]@title',
  '[data-filter$="assignee:nobody"]',
  '[data-unique-filter="assignee:nobody"]',
]
