import { URL_MAX_LENGTH } from './limits.ts'

/**
 * Query parameters that name a work item in the tools we know (`index.php?title=`, `show_bug.cgi?id=`, `viewpage.action?pageId=`).
 * Everything else in a query may be a session, a search or a tracking mark, and stays in the browser.
 */
const NAMING_PARAMETERS = new Set([
  'id',
  'title',
  'page',
  'pageid',
  'page_id',
  'curid',
  'issue',
  'issueid',
  'bug_id',
  'task_id',
  // Kanboard: which page of a task.
  'controller',
  'topic',
  'selectedissue',
])

const PARAMETER_MAX_LENGTH = 300

/** `#/tickets/7` and `#!/tickets/7` are routes of one-page applications; any other fragment is a place within the item. */
function isRoute(fragment: string): boolean {
  return /^#!?\/[^?&=]*$/.test(fragment)
}

function namesTheItem(parameter: string, value: string): boolean {
  return (
    NAMING_PARAMETERS.has(parameter.toLowerCase()) && value !== '' && value.length <= PARAMETER_MAX_LENGTH
  )
}

/**
 * The address of a work item without what does not name it: credentials, fragment, and query parameters beyond the naming ones.
 * @returns null when it is not an http or https address, or longer than URL_MAX_LENGTH.
 */
export function cleanWorkItemUrl(address: string): string | null {
  const url = URL.parse(address)
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) return null
  url.username = ''
  url.password = ''
  if (!isRoute(url.hash)) url.hash = ''
  for (const [parameter, value] of Array.from(url.searchParams))
    if (!namesTheItem(parameter, value)) url.searchParams.delete(parameter, value)
  return url.href.length <= URL_MAX_LENGTH ? url.href : null
}

/** Whether an address holds nothing but what names the item; the server refuses the others. */
export function isCleanWorkItemUrl(address: string): boolean {
  const url = URL.parse(address)
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) return false
  if (address.length > URL_MAX_LENGTH || url.username || url.password) return false
  if (url.hash && !isRoute(url.hash)) return false
  return Array.from(url.searchParams).every(([parameter, value]) => namesTheItem(parameter, value))
}
