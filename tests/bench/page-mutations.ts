import type { Page } from 'puppeteer-core'
import { threadTime } from './page-visit.ts'

const MUTATIONS = 10_000

/** Milliseconds that the page's thread works for 10,000 changes of a page, all at once or frame by frame. */
export async function mutationTime(page: Page, frames: number): Promise<number> {
  await page.bringToFront()
  const before = await threadTime(page)
  await page.evaluate(mutate, MUTATIONS, frames)
  const time = (await threadTime(page)) - before
  await page.evaluate(tidy)
  return time
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
