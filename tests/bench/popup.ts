import type { Page } from 'puppeteer-core'
import { connectAs } from '../e2e/account.ts'
import { BROWSER_NAMES, type BrowserName, type BrowserUnderTest } from '../e2e/browser-under-test.ts'
import { until } from '../e2e/until.ts'
import { SENDER, setStage, type Stage } from '../demo/stage.ts'
import type { Bench, Benchmark, Figure } from './benchmark.ts'
import { launch } from './browsers.ts'
import { buildEmptyExtension, putStopwatchInto } from './popup-extensions.ts'
import { alternate, sampleOf } from './statistics.ts'

const ROUNDS = 20

declare global {
  /** Set by the stopwatch once the message can be typed, by `Date.now()`. */
  var usableAt: number | undefined
}

export const popup: Benchmark = {
  name: 'popup',
  about: "from the click on the toolbar button to a composer to type in, beside an empty extension's popup",
  run: async (bench) => {
    const stage = await setStage(0)
    try {
      const figures: Figure[] = []
      for (const name of BROWSER_NAMES) figures.push(await measure(name, stage, bench))
      return figures
    } finally {
      await stage.close()
    }
  },
}

async function measure(name: BrowserName, stage: Stage, bench: Bench): Promise<Figure> {
  const ours = await launch(name, putStopwatchInto(bench.extension(name)), bench)
  const empty = await launch(name, putStopwatchInto(buildEmptyExtension(name, bench.folder())), bench)
  try {
    await connectAs(ours, await stage.invitation(SENDER))
    const over = {
      ours: await ours.openPage(stage.sites.wiki),
      empty: await empty.openPage(stage.sites.wiki),
    }
    const times = await alternate(ROUNDS, {
      ours: () => openingTime(ours, over.ours),
      empty: () => openingTime(empty, over.empty),
    })
    return {
      what: `${name}, from click to typing`,
      unit: 'ms',
      ours: sampleOf(times.ours),
      yardstick: sampleOf(times.empty),
      target: { compare: 'ratio', atMost: 1.5 },
    }
  } finally {
    await Promise.all([ours.close(), empty.close()])
  }
}

/** Both moments are those of the browser's machine: nothing of the way to this process is in it. */
async function openingTime(browser: BrowserUnderTest, over: Page): Promise<number> {
  const clickedAt = await browser.clickToolbarButton(over)
  const shown = await browser.waitForPopup()
  const usableAt = await until('a field to type in', () => shown.evaluate(() => globalThis.usableAt))
  await browser.closePopup()
  return usableAt - clickedAt
}
