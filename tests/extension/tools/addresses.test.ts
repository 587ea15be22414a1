import { describe, expect, it } from 'vitest'
import { knownByAddress, SHAPES } from '../../../extension/tools/addresses.ts'
import { readPage } from '../../../extension/tools/read-page.ts'
import type { Reading } from '../../../extension/tools/tool.ts'
import { openPage } from './open-page.ts'

type Example = [address: string, tool: string, kind: string, key: string, shared?: string]

const HEX = '0123456789abcdef0123456789abcdef'
const AZURE = 'https://dev.azure.com/corp/Ledger%20Team'
const VISUAL_STUDIO = 'https://corp.visualstudio.com/DefaultCollection/Ledger'
const BASECAMP = 'https://3.basecamp.com/195539/buckets/8'
const NOTES = '3f2c1b0a-12ab-34cd-56ef-0123456789ab'
const BLOG = 'https://corp.atlassian.net/wiki/spaces/ENG/blog/2026/10/02/4712'
const SHEET = '1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789'

const examples: readonly Example[] = [
  [
    'https://corp.atlassian.net/browse/LED-7?focusedCommentId=1',
    'jira',
    'ticket',
    'LED-7',
    'https://corp.atlassian.net/browse/LED-7',
  ],
  [
    'https://corp.atlassian.net/jira/software/c/projects/LED/issues/LED-7?filter=x',
    'jira',
    'ticket',
    'LED-7',
    'https://corp.atlassian.net/browse/LED-7',
  ],
  [
    'https://corp.atlassian.net/jira/software/projects/LED/boards/1?selectedIssue=LED-7',
    'jira',
    'ticket',
    'LED-7',
    'https://corp.atlassian.net/browse/LED-7',
  ],
  [
    'https://corp.atlassian.net/wiki/spaces/ENG/pages/4711/Runbook?atl_f=x',
    'confluence',
    'wiki',
    '4711',
    'https://corp.atlassian.net/wiki/spaces/ENG/pages/4711',
  ],
  [`${BLOG}/News`, 'confluence', 'wiki', '4712', BLOG],
  [
    'https://corp.atlassian.net/jira/servicedesk/projects/LED/queues/custom/4/LED-7',
    'jira',
    'ticket',
    'LED-7',
    'https://corp.atlassian.net/browse/LED-7',
  ],
  [
    `${AZURE}/_workitems/edit/7/?fullScreen=true`,
    'azure-devops',
    'ticket',
    '7',
    `${AZURE}/_workitems/edit/7`,
  ],
  [`${VISUAL_STUDIO}/_workitems/edit/7`, 'azure-devops', 'ticket', '7'],
  [
    `${AZURE}/_boards/board/t/Ledger/Stories/?text=a&workitem=7`,
    'azure-devops',
    'ticket',
    '7',
    `${AZURE}/_workitems/edit/7`,
  ],
  [
    `${AZURE}/_git/ledger/pullrequest/12?_a=files`,
    'azure-devops',
    'review',
    'ledger#12',
    `${AZURE}/_git/ledger/pullrequest/12`,
  ],
  ['https://dev.azure.com/corp/_git/ledger/pullrequest/12', 'azure-devops', 'review', 'ledger#12'],
  [
    `${AZURE}/_git/ledger/commit/32f0ab4d5d?refName=x`,
    'azure-devops',
    'commit',
    'ledger@32f0ab4d5d',
    `${AZURE}/_git/ledger/commit/32f0ab4d5d`,
  ],
  [
    `${AZURE}/_wiki/wikis/Ledger.wiki/31/On-call-runbook`,
    'azure-devops',
    'wiki',
    '31',
    `${AZURE}/_wiki/wikis/Ledger.wiki/31`,
  ],
  [
    'https://bitbucket.org/corp/ledger/pull-requests/12/raise/diff',
    'bitbucket',
    'review',
    'corp/ledger#12',
    'https://bitbucket.org/corp/ledger/pull-requests/12',
  ],
  [
    'https://bitbucket.org/corp/ledger/issues/7/queue-grows',
    'bitbucket',
    'ticket',
    'corp/ledger#7',
    'https://bitbucket.org/corp/ledger/issues/7',
  ],
  ['https://bitbucket.org/corp/ledger/commits/32f0ab4d5d', 'bitbucket', 'commit', 'corp/ledger@32f0ab4d5d'],
  [
    'https://linear.app/corp/issue/LED-7/queue-grows#comment-1',
    'linear',
    'ticket',
    'LED-7',
    'https://linear.app/corp/issue/LED-7',
  ],
  [
    'https://corp.youtrack.cloud/issue/LED-7/Queue-grows',
    'youtrack',
    'ticket',
    'LED-7',
    'https://corp.youtrack.cloud/issue/LED-7',
  ],
  ['http://youtrack.corp.example:8080/issue/LED-7', 'youtrack', 'ticket', 'LED-7'],
  ['https://corp.myjetbrains.com/youtrack/issue/LED-7', 'youtrack', 'ticket', 'LED-7'],
  [
    'https://corp.youtrack.cloud/articles/LED-A-3/Runbook',
    'youtrack',
    'wiki',
    'LED-A-3',
    'https://corp.youtrack.cloud/articles/LED-A-3',
  ],
  ['https://app.clickup.com/t/86abc12de', 'clickup', 'ticket', '86abc12de'],
  [
    'https://app.clickup.com/t/9012/LED-7?comment=1',
    'clickup',
    'ticket',
    'LED-7',
    'https://app.clickup.com/t/9012/LED-7',
  ],
  ['https://app.clickup.com/9012/v/dc/8c-12/8c-34', 'clickup', 'wiki', '8c-34'],
  [
    'https://app.asana.com/0/120000/120001/f',
    'asana',
    'ticket',
    '120001',
    'https://app.asana.com/0/120000/120001',
  ],
  [
    'https://app.asana.com/1/9/project/120000/task/120001?focus=true',
    'asana',
    'ticket',
    '120001',
    'https://app.asana.com/1/9/project/120000/task/120001',
  ],
  [
    'https://trello.com/c/aB3dE5gH/12-queue-grows',
    'trello',
    'ticket',
    'aB3dE5gH',
    'https://trello.com/c/aB3dE5gH',
  ],
  [
    `https://www.notion.so/corp/On-call-runbook-${HEX}?pvs=4`,
    'notion',
    'wiki',
    HEX,
    `https://www.notion.so/corp/On-call-runbook-${HEX}`,
  ],
  [`https://corp.notion.site/${HEX}`, 'notion', 'wiki', HEX],
  ['https://corp.monday.com/boards/12/views/3/pulses/45', 'monday', 'ticket', '45'],
  ['https://corp.monday.com/docs/45', 'monday', 'wiki', '45'],
  [
    'https://app.shortcut.com/corp/story/7/queue-grows',
    'shortcut',
    'ticket',
    '7',
    'https://app.shortcut.com/corp/story/7',
  ],
  ['https://www.wrike.com/open.htm?ac=1&id=7', 'wrike', 'ticket', '7', 'https://www.wrike.com/open.htm?id=7'],
  ['https://corp.aha.io/features/LED-7', 'aha', 'ticket', 'LED-7'],
  ['https://corp.aha.io/ideas/ideas/LED-I-7', 'aha', 'ticket', 'LED-I-7'],
  ['https://corp.sentry.io/issues/7/?project=1', 'sentry', 'ticket', '7', 'https://corp.sentry.io/issues/7'],
  ['https://corp.pagerduty.com/incidents/Q0ABCDEF12', 'pagerduty', 'ticket', 'Q0ABCDEF12'],
  ['https://issuetracker.google.com/issues/7', 'google-issue-tracker', 'ticket', '7'],
  ['https://corp.zendesk.com/agent/tickets/7', 'zendesk', 'ticket', '7'],
  ['https://corp.zendesk.com/hc/en-us/requests/7', 'zendesk', 'ticket', '7'],
  [
    'https://corp.zendesk.com/hc/en-us/articles/7-Reset-it',
    'zendesk',
    'wiki',
    '7',
    'https://corp.zendesk.com/hc/en-us/articles/7',
  ],
  [
    'https://corp.freshdesk.com/a/tickets/7?current_tab=x',
    'freshdesk',
    'ticket',
    '7',
    'https://corp.freshdesk.com/a/tickets/7',
  ],
  [
    'https://corp.freshdesk.com/en/support/solutions/articles/7-reset',
    'freshdesk',
    'wiki',
    '7',
    'https://corp.freshdesk.com/en/support/solutions/articles/7',
  ],
  ['https://corp.freshservice.com/a/tickets/7', 'freshservice', 'ticket', '7'],
  [`https://corp.service-now.com/now/workspace/agent/record/incident/${HEX}`, 'servicenow', 'ticket', HEX],
  [
    'https://secure.helpscout.net/conversation/4711/7?folderId=1',
    'help-scout',
    'ticket',
    '7',
    'https://secure.helpscout.net/conversation/4711/7',
  ],
  ['https://app.intercom.com/a/inbox/x1/inbox/admin/2/conversation/7', 'intercom', 'discussion', '7'],
  [`${BASECAMP}/todos/7#__recording_9`, 'basecamp', 'ticket', '7', `${BASECAMP}/todos/7`],
  [`${BASECAMP}/card_tables/cards/7`, 'basecamp', 'ticket', '7'],
  [`${BASECAMP}/messages/7`, 'basecamp', 'discussion', '7'],
  [`${BASECAMP}/documents/7`, 'basecamp', 'wiki', '7'],
  ['https://corp.slab.com/posts/on-call-runbook-ab12cd34', 'slab', 'wiki', 'ab12cd34'],
  [
    'https://app.getguru.com/card/cEr4xqzi/On-call-runbook',
    'guru',
    'wiki',
    'cEr4xqzi',
    'https://app.getguru.com/card/cEr4xqzi',
  ],
  ['https://app.tettra.co/teams/corp/pages/on-call-runbook', 'tettra', 'wiki', 'on-call-runbook'],
  [`https://app.nuclino.com/corp/Ledger/Runbook-${NOTES}`, 'nuclino', 'wiki', NOTES],
  [
    'https://coda.io/d/Runbook_dAb1-Cd/Page_su1',
    'coda',
    'wiki',
    'Ab1-Cd',
    'https://coda.io/d/Runbook_dAb1-Cd',
  ],
  [
    `https://docs.google.com/document/u/0/d/${SHEET}/edit?tab=t.0#heading=h.1`,
    'googledocs',
    'wiki',
    SHEET,
    `https://docs.google.com/document/d/${SHEET}`,
  ],
  [
    'https://www.figma.com/design/AbCdEfGhIjKl/Queue?node-id=1-2',
    'figma',
    'page',
    'AbCdEfGhIjKl',
    'https://www.figma.com/design/AbCdEfGhIjKl',
  ],
  [
    'https://corp.sharepoint.com/sites/Ledger/SitePages/On-call%20runbook.aspx?web=1',
    'sharepoint',
    'wiki',
    'On-call runbook',
    'https://corp.sharepoint.com/sites/Ledger/SitePages/On-call%20runbook.aspx',
  ],
  [
    'https://stackoverflowteams.com/c/corp/questions/7/8#8',
    'stackexchange',
    'discussion',
    '7',
    'https://stackoverflowteams.com/c/corp/questions/7',
  ],
  [
    'https://math.stackexchange.com/questions/7/queue',
    'stackexchange',
    'discussion',
    '7',
    'https://math.stackexchange.com/questions/7',
  ],
]

const page = (address: string) =>
  openPage('<title>Queue grows</title><p itemprop="author">Amelia Hart</p>', new URL(address))

/** As the extension does it: what the page shows, and what its address tells. */
function read(address: string): Reading {
  const seen = page(address)
  return knownByAddress(readPage(seen), seen.url)
}

describe('by address alone', () => {
  it.each(examples)('%s is of %s: %s %s', (address, tool, kind, key, url = address) => {
    expect(read(address)).toMatchObject({
      workItem: { tool, kind, key, url, title: 'Queue grows' },
      people: [{ role: 'author', name: 'Amelia Hart' }],
    })
  })

  it.each(SHAPES.map((shape) => [`${shape[0]} ${shape[2]} ${shape[3]}`, shape] as const))(
    'there is an example of %s',
    (_name, [tool, , kind, at]) => {
      const fits = examples.some(
        ([address, its, itsKind]) => its === tool && itsKind === kind && at.test(pathOf(address)),
      )
      expect(fits).toBe(true)
    },
  )
})

function pathOf(address: string): string {
  const { pathname, search } = new URL(address)
  return pathname + search
}

describe('nothing is known of', () => {
  it.each([
    // Lists, boards, homes, and what is yet to be written.
    'https://corp.atlassian.net/jira/software/projects/LED/boards/1',
    'https://corp.atlassian.net/wiki/spaces/ENG/overview',
    `${AZURE}/_boards/board/t/Ledger/Stories`,
    `${AZURE}/_git/ledger/pullrequests?_a=mine`,
    `${AZURE}/_git/ledger/pullrequestcreate?sourceRef=a`,
    `${AZURE}/_workitems/recentlyupdated`,
    'https://bitbucket.org/corp/ledger/pull-requests/',
    'https://bitbucket.org/corp/ledger/commits/branch/main',
    'https://linear.app/corp/team/LED/active',
    'https://corp.youtrack.cloud/issues/LED',
    'https://app.clickup.com/9012/v/li/34',
    'https://app.asana.com/0/120000/list',
    'https://app.asana.com/0/home/120000',
    'https://app.asana.com/1/9/project/120000/list/120001',
    'https://trello.com/b/aB3dE5gH/ledger',
    `https://www.notion.so/corp/${HEX}?v=${HEX}`,
    'https://corp.monday.com/boards/12',
    'https://app.shortcut.com/corp/stories/space/7',
    'https://www.wrike.com/workspace.htm?id=7',
    'https://corp.sentry.io/issues/?query=a',
    'https://corp.zendesk.com/agent/filters/7',
    'https://corp.zendesk.com/hc/en-us/sections/7',
    'https://corp.freshdesk.com/a/tickets/filters/all_tickets',
    `https://corp.service-now.com/now/workspace/agent/list/params/list-id/${HEX}`,
    `${BASECAMP}/todolists/7`,
    'https://corp.slab.com/topics/ledger-ab12cd34',
    'https://docs.google.com/document/u/0/',
    'https://www.figma.com/files/project/123456789012',
    'https://corp.sharepoint.com/sites/Ledger/SitePages/Home.aspx',
    'https://stackoverflow.com/questions/tagged/7',
    // Hosts that only look like those.
    'https://linear.app.evil.example/corp/issue/LED-7',
    'https://evil-linear.app/corp/issue/LED-7',
    'https://linear.app@evil.example/corp/issue/LED-7',
    'https://evil.example/linear.app/corp/issue/LED-7',
    'https://evil.example/?linear.app/corp/issue/LED-7',
    'https://corp.atlassian.net.evil.example/browse/LED-7',
    'https://corp.zendesk.com.evil.example/agent/tickets/7',
    'https://dev.azure.com.evil.example/corp/ledger/_workitems/edit/7',
    'https://evil.example/issue/LED-7',
    // Keys that are none.
    'https://corp.zendesk.com/agent/tickets/7a',
    'https://trello.com/c/aB3dE5gHi',
  ])('%s', (address) => {
    expect(read(address).workItem).toMatchObject({ tool: 'generic', key: null })
  })
})
