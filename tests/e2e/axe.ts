import axe, { type AxeResults, type NodeResult, type Result, type RunOptions } from 'axe-core'
import type { Page } from 'puppeteer-core'
import { hiddenOrClear, type AxeColors } from './axe-colors.ts'

/** WCAG 2.2 A and AA, and what axe thinks good besides. */
const ALL: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  // Off unless it is asked for.
  rules: { 'target-size': { enabled: true } },
}

/** All that differs at night. */
const COLOURS: RunOptions = { runOnly: { type: 'rule', values: ['color-contrast'] } }

export interface AxeSeen {
  /** A line for each element that breaks a rule, or may: the rule, where it is, and what to do. */
  findings: string[]
  /** How many elements kept how many rules: none would mean that axe saw nothing. */
  passed: { rules: number; elements: number }
}

interface Where {
  /** A part of the page. */
  within?: string
  /** A part that is not looked at. */
  except?: string
  /** Rules that are not for this place. */
  without?: string[]
}

/** Runs axe over a page as it stands. */
export function runAxe(page: Page, { within = 'html', except, without = [] }: Where = {}): Promise<AxeSeen> {
  const off = Object.fromEntries(without.map((rule) => [rule, { enabled: false }]))
  const where = { include: [within], exclude: except === undefined ? [] : [except] }
  return run(page, where, { ...ALL, rules: { ...ALL.rules, ...off } })
}

/** Looks at the colours alone. */
export function runAxeOnColours(page: Page): Promise<AxeSeen> {
  return run(page, { include: ['html'], exclude: [] }, COLOURS)
}

declare global {
  interface Window {
    axe: {
      run(where: Parts, options: RunOptions): Promise<AxeResults>
      commons: { color: AxeColors }
    }
  }
}

interface Parts {
  include: string[]
  exclude: string[]
}

async function run(page: Page, where: Parts, options: RunOptions): Promise<AxeSeen> {
  await page.evaluate(axe.source)
  const { violations, incomplete, passes } = await page.evaluate(
    async (parts, how) => {
      const results = await window.axe.run(parts, how)
      return { violations: results.violations, incomplete: results.incomplete, passes: results.passes }
    },
    where,
    options,
  )
  const undecided = await Promise.all(incomplete.map((result) => withoutSettled(page, result)))
  return {
    findings: [...violations, ...undecided].flatMap(asLines),
    passed: { rules: passes.length, elements: passes.reduce((sum, { nodes }) => sum + nodes.length, 0) },
  }
}

/** axe leaves colours on gradients, and under other things, to whoever looks. */
async function withoutSettled(page: Page, result: Result): Promise<Result> {
  if (result.id !== 'color-contrast') return result
  const settled = await page.evaluate(hiddenOrClear, result.nodes.map(pathOf))
  return { ...result, nodes: result.nodes.filter((_, nth) => !settled[nth]) }
}

const pathOf = ({ target }: NodeResult): string[] => target.flat()

function asLines({ id, nodes }: Result): string[] {
  return nodes.map((node) => {
    const whatToDo = (node.failureSummary ?? '').replaceAll(/\s+/g, ' ')
    return `${id} at ${pathOf(node).join(' ')}: ${whatToDo}`
  })
}
