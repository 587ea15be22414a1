import type { Page } from 'puppeteer-core'
import { GRACE, JORGE, NOOR } from '../demo/people.ts'
import { RECIPIENT, SENDER, setStage, type Stage } from '../demo/stage.ts'
import { connectAs } from '../e2e/account.ts'
import { pressControlEnter, showSection, waitForRecipient, writeMessage } from '../e2e/as-a-person.ts'
import type { BrowserName, BrowserUnderTest } from '../e2e/browser-under-test.ts'
import type { Bench, Benchmark, Figure } from './benchmark.ts'
import { launch } from './browsers.ts'
import { openMail } from './mail.ts'
import { alternate, sampleOf } from './statistics.ts'

const ROUNDS: Record<BrowserName, number> = { chromium: 50, firefox: 12 }

let sent = 0

declare global {
  /** When Ctrl+Enter was pressed, by `Date.now()`. */
  var pressedAt: number | undefined
}

export const latency: Benchmark = {
  name: 'latency',
  about:
    "from Ctrl+Enter in one browser to the words in another person's open popup, beside the same by the API alone",
  run: async (bench) => [...(await measure('chromium', bench)), ...(await measure('firefox', bench))],
}

async function measure(name: BrowserName, bench: Bench): Promise<Figure[]> {
  const stage = await setStage(0)
  const folder = bench.extension(name)
  const [sender, recipient] = [await launch(name, folder, bench), await launch(name, folder, bench)]
  try {
    await connectAs(sender, await stage.invitation(SENDER))
    await connectAs(recipient, await stage.invitation(RECIPIENT))
    const page = await sender.openPage(stage.sites.wiki)
    const inbox = await openInbox(recipient, stage)
    const mail = await openMail(stage, NOOR, JORGE)
    const times = await alternate(ROUNDS[name], {
      browsers: () => travelTime(sender, page, inbox),
      api: () => mail.travelTime(),
    })
    return [0.5, 0.99].map((part) => ({
      what: `${name}, p${part * 100} of ${ROUNDS[name]}`,
      unit: 'ms',
      ours: sampleOf(times.browsers, part),
      yardstick: sampleOf(times.api, part),
      target: null,
    }))
  } finally {
    await Promise.all([sender.close(), recipient.close()])
    await stage.close()
  }
}

async function openInbox(recipient: BrowserUnderTest, { sites }: Stage): Promise<Page> {
  const inbox = await recipient.openPopup(await recipient.openPage(sites.ticket))
  await showSection(inbox, 'Inbox')
  await inbox.waitForSelector('.item')
  return inbox
}

/** Both moments are those of the windows themselves, on one machine with one clock. */
async function travelTime(sender: BrowserUnderTest, page: Page, inbox: Page): Promise<number> {
  // Short: it is typed key by key, which is not what is measured.
  const message = `Thanks ${++sent}.`
  const composer = await sender.openPopup(page)
  await waitForRecipient(composer, GRACE.name)
  await writeMessage(composer, message)
  await composer.evaluate(watchKeys)
  const shown = inbox.evaluate(whenShown, message)
  await pressControlEnter(composer)
  const shownAt = await shown
  const pressedAt = await composer.evaluate(() => globalThis.pressedAt)
  if (pressedAt === undefined) throw new Error('Ctrl+Enter did not reach the composer')
  await sender.closePopup()
  return shownAt - pressedAt
}

function watchKeys(): void {
  const note = ({ key }: KeyboardEvent) => {
    if (key === 'Enter') globalThis.pressedAt = Date.now()
  }
  addEventListener('keydown', note, { capture: true })
}

/** Looks before each frame: what it finds there is painted with that frame. */
function whenShown(message: string): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>()
  const look = () => {
    if (document.body.textContent.includes(message)) resolve(Date.now())
    else requestAnimationFrame(look)
  }
  look()
  return promise
}
