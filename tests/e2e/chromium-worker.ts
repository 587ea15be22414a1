import { TargetType, type Target, type WebWorker } from 'puppeteer-core'
import { CHROME_ID } from '../../shared/extension-ids.ts'

const ORIGIN = `chrome-extension://${CHROME_ID}`

export function isExtensionWorker(target: Target): boolean {
  return target.type() === TargetType.SERVICE_WORKER && target.url().startsWith(ORIGIN)
}

export async function workerOf(target: Target): Promise<WebWorker> {
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
