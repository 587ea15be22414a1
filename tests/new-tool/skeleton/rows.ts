import type { Row } from '../../extension/tools/row.ts'

export const rows: readonly Row[] = [
  {
    file: 'new-tool-ticket',
    // FILL ME: an address of such a page on an invented host, with whatever people's addresses carry along.
    url: 'https://new-tool.corp.example/fill-me-ticket/7?tab=comments#last',
    kind: 'ticket',
    key: '7',
    title: 'Queue grows (and grows)',
    // FILL ME: the same without all that does not name the item.
    shared: 'https://new-tool.corp.example/fill-me-ticket/7',
    // FILL ME: in the order in which they are offered.
    people: ['assignee:liwei', 'author:amelia.hart', 'commenter:tomasz'],
  },
]
