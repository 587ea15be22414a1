import { isRecord, parsed } from './json-ld.ts'
import type { Page } from './tool.ts'

/** What GitHub's own application was handed for one issue or pull request. */
export interface Island {
  title: string | null
  author: string | null
  assignees: string[]
}

const NODES_MAX = 20_000

/** The embedded data's issue whose number is that of the address: the same data may hold others. */
export function islandOf(page: Page, number: string): Island | null {
  for (const script of page.root.querySelectorAll('script[data-target="react-app.embeddedData"]')) {
    const issue = find(parsed(script.textContent ?? ''), Number(number))
    if (issue) return issue
  }
  return null
}

function find(data: unknown, number: number): Island | null {
  const queue = [data]
  for (let at = 0; at < queue.length && at < NODES_MAX; at++) {
    const value = queue[at]
    if (isRecord(value) && value['number'] === number && typeof value['title'] === 'string')
      return issueIn(value)
    if (typeof value === 'object' && value !== null) queue.push(...Object.values(value).slice(0, 500))
  }
  return null
}

function issueIn(issue: Record<string, unknown>): Island {
  const assigned = [issue['assignedActors'], issue['assignees']].find(isRecord)?.['nodes']
  return {
    title: typeof issue['title'] === 'string' ? issue['title'] : null,
    author: loginOf(issue['author']),
    assignees: Array.isArray(assigned) ? assigned.flatMap((one) => loginOf(one) ?? []) : [],
  }
}

function loginOf(actor: unknown): string | null {
  if (!isRecord(actor) || actor['__typename'] === 'Bot' || actor['__typename'] === 'Team') return null
  return typeof actor['login'] === 'string' ? actor['login'] : null
}
