import { connectAs } from '../e2e/account.ts'
import { turnOnSite } from '../e2e/as-a-person.ts'
import type { BrowserUnderTest } from '../e2e/browser-under-test.ts'
import { launcherBox } from '../e2e/launcher-in-page.ts'
import { SENDER, setStage, type Stage } from '../demo/stage.ts'
import type { Bench, Benchmark, Figure } from './benchmark.ts'
import { launch } from './browsers.ts'
import { serveSavedPages, type SavedPages } from './page-files.ts'
import { mutationTime } from './page-mutations.ts'
import { countObserversIn, observersOn } from './page-observers.ts'
import { visit, type Visit } from './page-visit.ts'
import { alternate, sampleOf, single } from './statistics.ts'

const MUTATION_ROUNDS = 8

export const page: Benchmark = {
  name: 'page',
  about: 'what the launcher costs a page of a turned-on site, beside the same page without it (Chromium)',
  run: async (bench) => {
    const [stage, saved] = await Promise.all([setStage(0), serveSavedPages()])
    try {
      return [...(await measureVisits(stage, saved, bench)), await countOnStrangers(stage, saved, bench)]
    } finally {
      await Promise.all([stage.close(), saved.stop()])
    }
  },
}

/** A browser where the launcher is on at `localhost`, for all pages there. */
async function openBrowser(folder: string, stage: Stage, bench: Bench): Promise<BrowserUnderTest> {
  const browser = await launch('chromium', folder, bench)
  await connectAs(browser, await stage.invitation(SENDER))
  await turnOnSite(browser, await browser.openPage(stage.sites.wiki))
  return browser
}

async function measureVisits(stage: Stage, saved: SavedPages, bench: Bench): Promise<Figure[]> {
  const browser = await openBrowser(bench.extension('chromium'), stage, bench)
  try {
    const visits = await visitAll(browser, saved)
    bench.say(
      `${saved.pages.length} pages, ${saved.pages.filter(({ isKnown }) => isKnown).length} of known tools`,
    )
    return [
      {
        what: "the launcher on the page's thread, beside all of it",
        unit: 'ms',
        ours: sampleOf(visits.map(({ on }) => on.launcherMs)),
        yardstick: sampleOf(visits.map(({ off }) => off.allMs)),
        target: { compare: 'value', atMost: 2 },
      },
      {
        what: 'layout shift that it adds, worst page',
        unit: '',
        ours: single(Math.max(...visits.map(({ on, off }) => on.shift - off.shift))),
        yardstick: null,
        target: { compare: 'value', atMost: 0 },
      },
      await measureMutations('at once', 1, browser, stage),
      await measureMutations('in 100 frames', 100, browser, stage),
    ]
  } finally {
    await browser.close()
  }
}

/** @throws when the launcher was not measured at all: then its time says nothing. */
async function visitAll(browser: BrowserUnderTest, saved: SavedPages): Promise<{ on: Visit; off: Visit }[]> {
  const visits: { on: Visit; off: Visit }[] = []
  await visit(browser, saved.on)
  for (const { path } of saved.pages) {
    const both = { on: await visit(browser, saved.on + path), off: await visit(browser, saved.off + path) }
    if (both.on.launcherMs === 0) throw new Error(`The launcher did not run on ${path}`)
    if (both.off.launcherMs > 0) throw new Error(`The launcher ran on ${path} of the site that is off`)
    visits.push(both)
  }
  return visits
}

async function measureMutations(
  how: string,
  frames: number,
  browser: BrowserUnderTest,
  { sites }: Stage,
): Promise<Figure> {
  const on = await browser.openPage(sites.wiki)
  await launcherBox(on)
  const off = await browser.openPage(sites.wiki.replace('localhost', '127.0.0.1'))
  const times = await alternate(MUTATION_ROUNDS, {
    on: () => mutationTime(on, frames),
    off: () => mutationTime(off, frames),
  })
  await Promise.all([on.close(), off.close()])
  return {
    what: `10,000 mutations ${how}: the launcher, beside all of it without it`,
    unit: 'ms',
    ours: sampleOf(times.on.map(({ launcherMs }) => launcherMs)),
    yardstick: sampleOf(times.off.map(({ allMs }) => allMs)),
    target: { compare: 'value', atMost: 5 },
  }
}

/** On pages of no tool nothing may watch; on those of a known one something does, or the count counts nothing. */
async function countOnStrangers(stage: Stage, saved: SavedPages, bench: Bench): Promise<Figure> {
  const browser = await openBrowser(countObserversIn(bench.extension('chromium')), stage, bench)
  try {
    const strangers: number[] = []
    for (const { path } of saved.pages.filter(({ isKnown }) => !isKnown))
      strangers.push(await observersOn(browser, saved.on + path))
    const known = await observersOn(browser, stage.sites.wiki)
    if (known === 0) throw new Error('No observer on a page of a known tool: the count counts nothing')
    return {
      what: 'observers on pages of no known tool, the most, beside a wiki page',
      unit: '',
      ours: single(Math.max(...strangers)),
      yardstick: single(known),
      target: { compare: 'value', atMost: 0 },
    }
  } finally {
    await browser.close()
  }
}
