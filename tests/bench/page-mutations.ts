import type { Page } from 'puppeteer-core'
import { launcherTime, threadTime } from './page-visit.ts'

const MUTATIONS = 10_000

/**
 * What 10,000 changes of a page cost its thread, all at once or frame by frame: milliseconds in the launcher, and in everything.
 * The difference to the same page without the launcher would be lost in the noise of a busy machine.
 */
export async function mutationTime(
  page: Page,
  frames: number,
): Promise<{ launcherMs: number; allMs: number }> {
  await page.bringToFront()
  const before = await threadTime(page)
  const launcherMs = await launcherTime(page, () => page.evaluate(mutate, MUTATIONS, frames))
  const allMs = (await threadTime(page)) - before
  await page.evaluate(tidy)
  return { launcherMs, allMs }
}

/** Runs in the page: one in ten adds a row, so that the page grows; the others change what is there. */
async function mutate(count: number, frames: number): Promise<void> {
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
  const place = document.querySelector('main, #content') ?? document.body
  let row = document.createElement('p')
  for (let done = 0; done < count; done++) {
    if (done % 10 === 0) {
      row = document.createElement('p')
      row.className = 'bench-row'
      place.append(row)
    } else if (done % 2 === 0) row.dataset['change'] = String(done)
    else row.textContent = `Change ${done}`
    if (done % (count / frames) === count / frames - 1) await frame()
  }
  await frame()
}

async function tidy(): Promise<void> {
  for (const row of document.querySelectorAll('.bench-row')) row.remove()
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
}
