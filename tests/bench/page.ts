import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
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

const MUTATION_ROUNDS = 5

/** The yardstick: what the browser itself takes for any content script. */
const NOTHING = '/nothing.js'

/** What a tab shows before the next page of the site: the same for all. */
const BEFORE = '/0'

/**
 * What counts as the launcher's: its evaluation with compiling, each of its functions that the browser calls, the styles and
 * layouts that these force, and every round of promises of the page's thread, of which the browser does not say whose it is.
 * The first page of a site in a tab has a process of its own, in which each class of the browser is set up at its first use.
 */
export const page: Benchmark = {
  name: 'page',
  about:
    'what the launcher costs a page of a turned-on site, beside the same page with an empty content script (Chromium)',
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
  const browser = await openBrowser(withEmptyScript(bench.extension('chromium')), stage, bench)
  try {
    const visits = await visitAll(browser, saved)
    bench.say(
      `${saved.pages.length} pages, ${saved.pages.filter(({ isKnown }) => isKnown).length} of known tools`,
    )
    return [
      {
        what: "the launcher on the page's thread, beside an empty content script, a site's first page",
        unit: 'ms',
        ours: sampleOf(visits.map(({ on }) => on.scriptMs)),
        yardstick: sampleOf(visits.map(({ off }) => off.scriptMs)),
        target: { compare: 'difference', atMost: 2 },
      },
      {
        what: "the same on the site's next page in the same tab",
        unit: 'ms',
        ours: sampleOf(visits.map(({ onNext }) => onNext.scriptMs)),
        yardstick: sampleOf(visits.map(({ offNext }) => offNext.scriptMs)),
        target: { compare: 'difference', atMost: 2 },
      },
      {
        what: "everything on the page's thread, with either of them",
        unit: 'ms',
        ours: sampleOf(visits.map(({ on }) => on.allMs)),
        yardstick: sampleOf(visits.map(({ off }) => off.allMs)),
        target: null,
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

/** Gives the extension an empty content script for the site where the launcher is off. @returns the same folder. */
function withEmptyScript(folder: string): string {
  const file = join(folder, 'manifest.json')
  const manifest: object = JSON.parse(readFileSync(file, 'utf8'))
  const script = { matches: ['http://127.0.0.1/*'], js: [NOTHING.slice(1)], run_at: 'document_idle' }
  writeFileSync(file, JSON.stringify({ ...manifest, content_scripts: [script] }))
  writeFileSync(join(folder, NOTHING), '')
  return folder
}

/** A page with and without the launcher, as the first of its site in a tab and as the next one. */
interface PageVisits {
  on: Visit
  off: Visit
  onNext: Visit
  offNext: Visit
}

/** @throws when the launcher was not measured at all: then its time says nothing. */
async function visitAll(browser: BrowserUnderTest, saved: SavedPages): Promise<PageVisits[]> {
  const visits: PageVisits[] = []
  await visit(browser, saved.on)
  for (const { path } of saved.pages) {
    const on = await visitCalmly(browser, saved.on + path)
    const off = await visitCalmly(browser, saved.off + path, NOTHING)
    const onNext = await visit(browser, saved.on + path, undefined, saved.on + BEFORE)
    const offNext = await visit(browser, saved.off + path, NOTHING, saved.off + BEFORE)
    if (on.scriptMs === 0 || onNext.scriptMs === 0) throw new Error(`The launcher did not run on ${path}`)
    if (off.scriptMs === 0 || offNext.scriptMs === 0)
      throw new Error(`The empty script did not run on ${path}`)
    visits.push({ on, off, onNext, offNext })
  }
  return visits
}

/** Pages move by themselves while they come, now and then: what the launcher moves, it moves each time. */
async function visitCalmly(...where: Parameters<typeof visit>): Promise<Visit> {
  const first = await visit(...where)
  let { shift } = first
  for (let again = 0; shift > 0 && again < 2; again++) shift = Math.min(shift, (await visit(...where)).shift)
  return { ...first, shift }
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
