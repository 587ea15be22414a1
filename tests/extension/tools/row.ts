import { readFileSync } from 'node:fs'
import type { Page, Reading } from '../../../extension/tools/tool.ts'
import { openPage } from './open-page.ts'

/** A page under `pages/`, and what is read from it. */
export interface Row {
  /** Its name without `.html`; it begins with its tool's. */
  file: string
  url: string
  kind: string
  key: string | null
  title: string
  /** The address as it is shared; as it is where left out. */
  shared?: string
  /** `role:handle-or-name`, in the order in which they are offered. */
  people: readonly string[]
}

const files = import.meta.glob<{ rows: readonly Row[] }>('./rows/*.ts', { eager: true })

/** The rows of every tool: each has a file of its own under `rows/`. */
export const rows: readonly Row[] = Object.values(files).flatMap((file) => file.rows)

export function pageOf({ file, url }: Row): Page {
  return openPage(readFileSync(new URL(`pages/${file}.html`, import.meta.url), 'utf8'), new URL(url))
}

/** 'azure-devops-ticket' is a page of `azure-devops`, also where there is a tool `azure`. */
export function toolNamed({ file }: Row, tools: readonly string[]): string {
  const fitting = tools.filter((tool) => file.startsWith(`${tool}-`))
  return fitting.toSorted((one, other) => other.length - one.length)[0] ?? 'generic'
}

export function named({ people }: Reading): string[] {
  return people.map((person) => `${person.role}:${person.handle ?? person.name ?? person.email}`)
}
