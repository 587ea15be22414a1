import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type { Page } from 'puppeteer-core'
import { until } from './until.ts'

export const HOST = 'bright-spots-launcher'

interface Box {
  x: number
  y: number
  width: number
  height: number
}

/**
 * Where the launcher is painted. Its shadow root is closed and its host has no size, so this asks, point by point, where a
 * click would land on it.
 */
export async function launcherBox(page: Page): Promise<Box> {
  await page.waitForSelector(HOST)
  return until('the launcher to be painted', () => page.evaluate(findPaintedBox, HOST))
}

/** Longer than the launcher looks for a place after the page has changed. */
const STILL_MS = 1500

/** Waits until it has stood at one place for a while. */
export async function untilStill(page: Page): Promise<void> {
  await until('the launcher to stand still', async () => {
    const before = await launcherBox(page)
    await sleep(STILL_MS)
    return isDeepStrictEqual(await launcherBox(page), before)
  })
}

/** A click of the real mouse in the middle of the launcher. */
export async function clickLauncher(page: Page): Promise<void> {
  const { x, y, width, height } = await launcherBox(page)
  await page.mouse.click(x + width / 2, y + height / 2)
}

/** How many hosts there are, seen or not. */
export function hosts(page: Page): Promise<number> {
  return page.$$eval(HOST, (found) => found.length)
}

/** Whether there is a host that the stylesheet shows. */
export function isShown(page: Page): Promise<boolean> {
  return page.evaluate((selector) => {
    const host = document.querySelector(selector)
    return host !== null && getComputedStyle(host).display !== 'none'
  }, HOST)
}

/** Where everything of the page itself stands. */
export function places(page: Page): Promise<string[]> {
  return page.evaluate((host) => {
    const elements = Array.from(document.querySelectorAll(`body, body *:not(${host})`))
    return elements.map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect()
      return [element.tagName, x, y, width, height].join(' ')
    })
  }, HOST)
}

function findPaintedBox(selector: string): Box | null {
  const host = document.querySelector(selector)
  if (!host) return null
  const step = 8
  const xs: number[] = []
  const ys: number[] = []
  for (let y = 1; y < innerHeight; y += step)
    for (let x = 1; x < innerWidth; x += step)
      if (document.elementFromPoint(x, y) === host) {
        xs.push(x)
        ys.push(y)
      }
  if (xs.length === 0) return null
  const [left, top] = [Math.min(...xs), Math.min(...ys)]
  return { x: left, y: top, width: Math.max(...xs) - left, height: Math.max(...ys) - top }
}
