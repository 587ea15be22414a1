import type { Page, SerializedAXNode } from 'puppeteer-core'

/** States that a screen reader says after the name. */
const STATES = ['pressed', 'checked', 'expanded', 'selected', 'invalid', 'disabled', 'focused'] as const

/**
 * What a screen reader finds on a page, a line for each thing: its role, its name, its states, and what describes it. Read
 * from Chromium's accessibility tree.
 */
export async function hear(page: Page): Promise<string> {
  const tree = await page.accessibility.snapshot()
  return (tree?.children ?? []).flatMap((node) => linesOf(node, '')).join('\n')
}

function linesOf(node: SerializedAXNode, indent: string): string[] {
  // The choices of a list are the list's own.
  if (node.role === 'option') return []
  const inner = (node.children ?? []).flatMap((child) => linesOf(child, `${indent}  `))
  const said = [
    node.role === 'StaticText' ? 'text' : node.role,
    node.name && `'${settle(node.name)}'`,
    ...statesOf(node),
    descriptionOf(node),
  ]
  return [indent + said.filter(Boolean).join(' '), ...inner]
}

function statesOf(node: SerializedAXNode): string[] {
  return STATES.flatMap((state) => {
    const value = node[state]
    if (value === undefined || value === 'false') return []
    return value === true || value === 'true' ? state : `${state}=${value}`
  })
}

function descriptionOf({ description }: SerializedAXNode): string {
  return description ? `(${settle(description)})` : ''
}

/** What differs from run to run. */
function settle(text: string): string {
  return text
    .replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, 'SERVER')
    .replaceAll(/\.\d+@/g, '@')
    .replaceAll(/\d+ seconds/g, 'N seconds')
}
