import { TargetType, type Browser, type ConsoleMessage, type Target } from 'puppeteer-core'

/** Puts into `errors` what the extension's pages and its scripts in other pages complain about. */
export function watchErrors(browser: Browser, origin: string, errors: string[]): void {
  const watch = async (target: Target) => {
    const page = target.type() === TargetType.PAGE ? await target.page() : null
    page?.on('console', (message) => noteConsole(message, origin, errors))
    page?.on('pageerror', (fault) => noteFault(fault, origin, errors, page.url()))
  }
  /** A target may be gone before anyone listens to it; then it has nothing more to say. */
  const watchQuietly = (target: Target) => void watch(target).catch(() => undefined)
  browser.on('targetcreated', watchQuietly)
  browser.targets().forEach(watchQuietly)
}

function noteConsole(message: ConsoleMessage, origin: string, errors: string[]): void {
  const from = message.location().url ?? ''
  if (message.type() === 'error' && from.startsWith(origin)) errors.push(`${message.text()} (${from})`)
}

/** A script of the extension in somebody's page is known by its stack. */
function noteFault(fault: unknown, origin: string, errors: string[], where: string): void {
  const text = fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)
  if (where.startsWith(origin) || text.includes(origin)) errors.push(`${text} (${where})`)
}
