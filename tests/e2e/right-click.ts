import type { ElementHandle, Page } from 'puppeteer-core'
import type { MenuTarget } from './browser-under-test.ts'

/** Opens the browser's own context menu where a person would. */
export async function rightClick(page: Page, { on, selecting = false }: MenuTarget): Promise<void> {
  const element = typeof on === 'string' ? await page.waitForSelector(on) : on
  if (!element) throw new Error(`There is no ${String(on)} to right-click`)
  await page.bringToFront()
  if (selecting) await element.evaluate((node) => getSelection()?.selectAllChildren(node))
  const { x, y, height } = await boxOf(element)
  await page.mouse.click(x + 10, y + height / 2, { button: 'right' })
}

async function boxOf(element: ElementHandle) {
  await element.scrollIntoView()
  const box = await element.boundingBox()
  if (!box) throw new Error('What should be right-clicked cannot be seen')
  return box
}
