import { TargetType, type Browser, type Target, type WebWorker } from 'puppeteer-core'
import { CHROME_ID } from '../../shared/extension-ids.ts'
import { until } from './until.ts'

const ORIGIN = `chrome-extension://${CHROME_ID}`

export function isExtensionWorker(target: Target): boolean {
  return target.type() === TargetType.SERVICE_WORKER && target.url().startsWith(ORIGIN)
}

async function workerOf(target: Target): Promise<WebWorker> {
  const worker = await target.worker()
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

/** Ends the workers that run now. Something may wake another one at once: it is these that have to be gone. */
export async function endWorkers(browser: Browser): Promise<void> {
  const running = await workerIds(browser)
  await until('the worker to end', async () => {
    const left = await workerIds(browser)
    if (!left.some((id) => running.includes(id))) return true
    await stopWorkers(browser)
    return false
  })
}

/** By the browser's own word: Puppeteer misses the end of a worker that was just starting. */
async function workerIds(browser: Browser): Promise<string[]> {
  const session = await browser.target().createCDPSession()
  const { targetInfos } = await session.send('Target.getTargets')
  await session.detach()
  const isOurs = ({ type, url }: { type: string; url: string }) =>
    type === 'service_worker' && url.startsWith(ORIGIN)
  return targetInfos.filter(isOurs).map(({ targetId }) => targetId)
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
