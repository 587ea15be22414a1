import { TargetType, type Browser, type Page, type Target } from 'puppeteer-core'
import { PATIENCE_MS } from './until.ts'

export async function pageOf(target: Target): Promise<Page> {
  return (await target.page()) ?? target.asPage()
}

/** The page whose address begins so, once it is there. */
export async function waitForPageAt(browser: Browser, address: string): Promise<Page> {
  const isIt = (target: Target) => target.type() === TargetType.PAGE && target.url().startsWith(address)
  return pageOf(await browser.waitForTarget(isIt, { timeout: PATIENCE_MS }))
}
