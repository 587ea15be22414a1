import type { WorkItemKind } from '../../shared/recognition.ts'
import { addressIn, decoded, workItem } from './page.ts'
import { offer } from './people.ts'
import type { Reading } from './tool.ts'

/**
 * What the address of an item tells. `hosts` are whole names, or '.ends.com', or 'beginnings.'. `at` is path and query, as far as they
 * are the item's one address; its group `key` is the key, unless `whole` says how that is written ('{repository}#{key}'). `path` is
 * for what is open on another page, such as a board.
 */
export type AddressShape = readonly [
  tool: string,
  hosts: string,
  kind: WorkItemKind,
  at: RegExp,
  whole?: string,
  path?: string,
]

const AZURE = 'dev.azure.com .visualstudio.com'
const YOUTRACK = '.youtrack.cloud .myjetbrains.com youtrack.'
const BASECAMP = '3.basecamp.com app.basecamp.com'
const QUESTIONS =
  'stackoverflow.com stackoverflowteams.com .stackexchange.com superuser.com serverfault.com askubuntu.com mathoverflow.net'

/** Tools in the cloud, whose pages nobody can look at who does not use them. What is no item, such as a list, is of no shape. */
export const SHAPES: readonly AddressShape[] = [
  ['jira', '.atlassian.net', 'ticket', /^\/browse\/(?<key>[A-Z]\w*-\d+)/],
  ['jira', '.atlassian.net', 'ticket', /^\/jira\/[^?]*\/(?<key>[A-Z]\w*-\d+)/, '{key}', '/browse/{key}'],
  [
    'jira',
    '.atlassian.net',
    'ticket',
    /^\/jira\/.*[?&]selectedIssue=(?<key>[A-Z]\w*-\d+)/,
    '{key}',
    '/browse/{key}',
  ],
  ['confluence', '.atlassian.net', 'wiki', /^\/wiki\/spaces\/[^/?]+\/pages\/(?<key>\d+)/],
  ['confluence', '.atlassian.net', 'wiki', /^\/wiki\/spaces\/[^/?]+\/blog\/\d+\/\d+\/\d+\/(?<key>\d+)/],
  ['azure-devops', AZURE, 'ticket', /^\/[^?]*_workitems\/edit\/(?<key>\d+)/],
  [
    'azure-devops',
    AZURE,
    'ticket',
    /^(?<base>[^?]*\/)_[a-z]+\/.*[?&]workitem=(?<key>\d+)/,
    '{key}',
    '{base}_workitems/edit/{key}',
  ],
  [
    'azure-devops',
    AZURE,
    'review',
    /^\/[^?]*_git\/(?<repository>[^/?]+)\/pullrequest\/(?<key>\d+)/,
    '{repository}#{key}',
  ],
  [
    'azure-devops',
    AZURE,
    'commit',
    /^\/[^?]*_git\/(?<repository>[^/?]+)\/commit\/(?<key>[\da-f]{7,40})/,
    '{repository}@{key}',
  ],
  ['azure-devops', AZURE, 'wiki', /^\/[^?]*_wiki\/wikis\/[^/?]+\/(?<key>\d+)/],
  [
    'bitbucket',
    'bitbucket.org',
    'review',
    /^\/(?<repository>[^/?]+\/[^/?]+)\/pull-requests\/(?<key>\d+)/,
    '{repository}#{key}',
  ],
  [
    'bitbucket',
    'bitbucket.org',
    'ticket',
    /^\/(?<repository>[^/?]+\/[^/?]+)\/issues\/(?<key>\d+)/,
    '{repository}#{key}',
  ],
  [
    'bitbucket',
    'bitbucket.org',
    'commit',
    /^\/(?<repository>[^/?]+\/[^/?]+)\/commits\/(?<key>[\da-f]{7,40})/,
    '{repository}@{key}',
  ],
  ['linear', 'linear.app', 'ticket', /^\/[^/?]+\/issue\/(?<key>[A-Z][A-Z\d]*-\d+)/i],
  ['youtrack', YOUTRACK, 'ticket', /^(?:\/youtrack)?\/issue\/(?<key>[A-Z]\w*-\d+)/i],
  ['youtrack', YOUTRACK, 'wiki', /^(?:\/youtrack)?\/articles\/(?<key>[A-Z]\w*-A-\d+)/i],
  ['clickup', 'app.clickup.com', 'ticket', /^\/t\/(?:\d+\/)?(?<key>[\w-]+)/],
  ['clickup', 'app.clickup.com', 'wiki', /^\/\d+\/v\/dc\/[\w-]+\/(?<key>[\w-]+)/],
  ['asana', 'app.asana.com', 'ticket', /^\/0\/(?:[a-z]+\/)?\d+\/(?<key>\d{5,})/],
  ['asana', 'app.asana.com', 'ticket', /^\/1\/\d+\/[^?]*(?:task|item)\/(?<key>\d{5,})/],
  ['trello', 'trello.com', 'ticket', /^\/c\/(?<key>\w{8})/],
  // With '?v=' it is the view of a database.
  [
    'notion',
    'notion.so www.notion.so app.notion.com .notion.site',
    'wiki',
    /^\/(?!.*[?&]v=)(?:[^/?]+\/)?(?:[^/?]*-)?(?<key>[\da-f]{32})/,
  ],
  ['monday', '.monday.com', 'ticket', /^\/boards\/\d+\/(?:views\/\d+\/)?pulses\/(?<key>\d+)/],
  ['monday', '.monday.com', 'wiki', /^\/docs\/(?<key>\d+)/],
  ['shortcut', 'app.shortcut.com', 'ticket', /^\/[^/?]+\/story\/(?<key>\d+)/],
  ['wrike', 'www.wrike.com', 'ticket', /^\/open\.htm\?(?:.*&)?id=(?<key>\d+)/, '{key}', '/open.htm?id={key}'],
  ['aha', '.aha.io', 'ticket', /^\/(?:features|epics|ideas\/ideas)\/(?<key>[A-Z][A-Z\d]*-(?:[A-Z]-)?\d+)/],
  ['sentry', '.sentry.io', 'ticket', /^\/issues\/(?<key>\d+)/],
  ['pagerduty', '.pagerduty.com', 'ticket', /^\/incidents\/(?<key>[A-Z\d]{7,})/],
  ['google-issue-tracker', 'issuetracker.google.com', 'ticket', /^\/issues\/(?<key>\d+)/],
  ['zendesk', '.zendesk.com', 'ticket', /^\/(?:agent\/tickets|hc\/(?:[\w-]+\/)?requests)\/(?<key>\d+)/],
  ['zendesk', '.zendesk.com', 'wiki', /^\/hc\/(?:[\w-]+\/)?articles\/(?<key>\d+)/],
  ['freshdesk', '.freshdesk.com', 'ticket', /^\/(?:a|helpdesk|support)\/tickets\/(?<key>\d+)/],
  ['freshdesk', '.freshdesk.com', 'wiki', /^\/[^?]*solutions\/articles\/(?<key>\d+)/],
  ['freshservice', '.freshservice.com', 'ticket', /^\/(?:a|helpdesk|support)\/tickets\/(?<key>\d+)/],
  ['servicenow', '.service-now.com', 'ticket', /^\/now\/[^?]*\/record\/\w+\/(?<key>[\da-f]{32})/],
  ['help-scout', 'secure.helpscout.net', 'ticket', /^\/conversation\/\d+\/(?<key>\d+)/],
  [
    'intercom',
    'app.intercom.com app.eu.intercom.com',
    'discussion',
    /^\/a\/[^?]*\/conversations?\/(?<key>\d+)/,
  ],
  ['basecamp', BASECAMP, 'ticket', /^\/\d+\/buckets\/\d+\/(?:todos|card_tables\/cards)\/(?<key>\d+)/],
  ['basecamp', BASECAMP, 'discussion', /^\/\d+\/buckets\/\d+\/messages\/(?<key>\d+)/],
  ['basecamp', BASECAMP, 'wiki', /^\/\d+\/buckets\/\d+\/documents\/(?<key>\d+)/],
  ['slab', '.slab.com', 'wiki', /^\/(?:public\/)?posts\/(?:[^/?]*-)?(?<key>[a-z\d]{8})/],
  ['guru', 'app.getguru.com', 'wiki', /^\/card\/(?<key>\w+)/],
  ['tettra', 'app.tettra.co', 'wiki', /^\/teams\/[^/?]+\/pages\/(?<key>[\w-]+)/],
  [
    'nuclino',
    'app.nuclino.com',
    'wiki',
    /^\/[^?]*(?<key>[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12})/,
  ],
  ['coda', 'coda.io', 'wiki', /^\/d\/[^/?]*_d(?<key>[\w-]+)/],
  [
    'googledocs',
    'docs.google.com',
    'wiki',
    /^(?<base>\/(?:document|spreadsheets|presentation))\/(?:u\/\d+\/)?d\/(?<key>[\w-]{20,})/,
    '{key}',
    '{base}/d/{key}',
  ],
  ['figma', 'figma.com www.figma.com', 'page', /^\/(?:file|design|board|slides)\/(?<key>\w{10,})/],
  ['sharepoint', '.sharepoint.com', 'wiki', /^\/[^?]*SitePages\/(?!Home\.aspx)(?<key>[^/?]+)\.aspx/i],
  ['stackexchange', QUESTIONS, 'discussion', /^(?:\/c\/[^/?]+)?\/questions\/(?<key>\d+)/],
]

/**
 * What was read of a page at that address, with the tool, kind and key that the address alone tells. No page is needed for it, so
 * it costs none anything, and what cannot be looked into (a page that may not be read) is known too.
 */
export function knownByAddress(reading: Reading, url: URL): Reading {
  const address = addressIn({ url })
  for (const shape of SHAPES.filter(([, hosts]) => isAmong(hosts, url.hostname))) {
    const match = shape[3].exec(address)
    // A number that letters follow is none.
    if (match && !/^\w/.test(address.slice(match[0].length))) return asShape(shape, match, reading, url)
  }
  return reading
}

function isAmong(hosts: string, name: string): boolean {
  return hosts.split(' ').some((host) => {
    if (host.startsWith('.')) return name.endsWith(host)
    return host.endsWith('.') ? name.startsWith(host) : name === host
  })
}

function asShape(
  [tool, , kind, , whole = '{key}', path]: AddressShape,
  { 0: address, groups = {} }: RegExpExecArray,
  { workItem: plain, people }: Reading,
  { origin }: URL,
): Reading {
  const filled = (template: string) =>
    template.replace(/\{(\w+)\}/g, (_all, name: string) => groups[name] ?? '')
  const item = { tool, kind, key: decoded(filled(whole)), title: plain?.title ?? '' }
  return {
    workItem: workItem({ ...item, url: origin + (path ? filled(path) : address) }),
    people: offer(kind, people),
  }
}
