import { TargetType, type Browser, type Target, type WebWorker } from 'puppeteer-core'
import { CHROME_ID } from '../../shared/extension-ids.ts'
import { inTime } from './in-time.ts'
import { until } from './until.ts'

const ORIGIN = `chrome-extension://${CHROME_ID}`

export function isExtensionWorker(target: Target): boolean {
  return target.type() === TargetType.SERVICE_WORKER && target.url().startsWith(ORIGIN)
}

/** Puppeteer waits for ever for a worker that ended while it was being asked. */
const ANSWERS_WITHIN_MS = 2000

const fromWorker = <T>(answer: Promise<T>): Promise<T> => inTime(ANSWERS_WITHIN_MS, 'the worker', answer)

async function workerOf(target: Target): Promise<WebWorker> {
  const worker = await fromWorker(target.worker())
  if (!worker) throw new Error(`${target.url()} is no worker`)
  return worker
}

/** Tells a worker or a page that there is no network, for its `navigator.onLine`. Each is told by itself, once it is there. */
export async function setTargetOffline(target: Target, offline: boolean): Promise<void> {
  if (isExtensionWorker(target)) return setWorkerOffline(await workerOf(target), offline)
  if (target.type() === TargetType.PAGE) await (await target.page())?.setOfflineMode(offline)
}

async function setWorkerOffline({ client }: WebWorker, offline: boolean): Promise<void> {
  const still = { latency: 0, downloadThroughput: -1, uploadThroughput: -1 }
  await client.send('Network.enable')
  await client.send('Network.emulateNetworkConditions', { offline, ...still })
}

/**
 * Waits until the worker of a browser that has just started runs. One that is ended while Puppeteer is still attaching to it
 * never starts again.
 */
export async function untilWorkerRuns(browser: Browser): Promise<void> {
  await until('the worker to run', async () => {
    const worker = browser.targets().find(isExtensionWorker)
    if (!worker) return false
    const running = await workerOf(worker)
    return (await fromWorker(running.evaluate('registration.active?.state'))) === 'activated'
  })
}

/** Ends the worker that runs now. Something may wake another one at once: it is this one that has to be gone. */
export async function endWorker(browser: Browser): Promise<void> {
  const worker = browser.targets().findLast(isExtensionWorker)
  if (!worker) return
  await until('the worker to end', async () => {
    if (!browser.targets().includes(worker) || !(await isAnyRunning(browser))) return true
    await closeWorker(worker).catch(() => stopWorkers(browser))
    return false
  })
}

async function closeWorker(worker: Target): Promise<void> {
  const running = await workerOf(worker)
  await fromWorker(running.close())
}

/** By the browser's own word: Puppeteer misses the end of a worker that was just starting. */
async function isAnyRunning(browser: Browser): Promise<boolean> {
  const session = await browser.target().createCDPSession()
  const { targetInfos } = await session.send('Target.getTargets')
  await session.detach()
  return targetInfos.some(({ type, url }) => type === 'service_worker' && url.startsWith(ORIGIN))
}

/** Closing its target does not end a worker that is in the middle of something; this does. */
async function stopWorkers(browser: Browser): Promise<void> {
  const page = await browser.newPage({ background: true })
  await page.goto(`${ORIGIN}/manifest.json`)
  const session = await page.createCDPSession()
  await session.send('ServiceWorker.enable')
  await session.send('ServiceWorker.stopAllWorkers')
  await page.close()
}
