import type { ConnectResult } from '../../extension/messages.ts'
import type { BrowserUnderTest } from './browser-under-test.ts'
import { asColleague, somebody, type Colleague } from './colleague.ts'
import { countStored } from './database.ts'
import { inTime } from './in-time.ts'
import type { NewPerson, ServerUnderTest } from './server.ts'
import { until } from './until.ts'

declare const chrome: { runtime: { sendMessage(message: object): Promise<ConnectResult> } }

/** A background that is awake answers at once; one that wakes, on a busy machine, within that. */
const WAKES_WITHIN_MS = 8000

/** Connects with an invitation, past the page that asks for it: for tests about what comes after. */
export async function connectAs(browser: BrowserUnderTest, invitation: string): Promise<void> {
  const result = await browser.inExtension(
    (pasted) => chrome.runtime.sendMessage({ type: 'session.connect', invitation: pasted, code: '' }),
    invitation,
  )
  if (result.kind !== 'connected') throw new Error(`Not connected: ${JSON.stringify(result)}`)
}

/**
 * Makes the browser that of a new person: nothing of anybody before is left in it.
 * @param address how the browser reaches the server, when that is by a proxy.
 * @returns the person's id.
 */
export async function startAs(
  browser: BrowserUnderTest,
  server: ServerUnderTest,
  person: NewPerson,
  address = server.address,
): Promise<string> {
  const { id } = await server.addPerson(person)
  await forgetEverybody(browser)
  await connectAs(browser, `${address}#${await server.invite(id)}`)
  return id
}

/** The same for Ada, who has another device beside this browser. @returns her, as she is on that one. */
export async function startAsColleague(
  browser: BrowserUnderTest,
  server: ServerUnderTest,
): Promise<Colleague> {
  const ada = somebody('Ada Example')
  const id = await startAs(browser, server, ada)
  return asColleague(server, { ...ada, id }, await server.signIn(id))
}

/** Empties the extension's database, as on the first day, and ends what waits at the server for anybody before. */
export async function forgetEverybody(browser: BrowserUnderTest): Promise<void> {
  await until('the extension to make its database', () => browser.inExtension(hasDatabase))
  if ((await countStored(browser, 'session')) > 0) await browser.killBackground()
  await browser.inExtension(emptyDatabase)
  await until('the background to answer', () => isAwake(browser))
}

function isAwake(browser: BrowserUnderTest): Promise<boolean> {
  const asking = browser.inExtension(askAnything)
  return inTime(WAKES_WITHIN_MS, 'the background', asking).catch(() => false)
}

async function askAnything(): Promise<true> {
  await chrome.runtime.sendMessage({ type: 'session.giveUpSignIn' })
  return true
}

/** To open one that is not there would make it, and make it wrong. */
async function hasDatabase(): Promise<boolean> {
  return (await indexedDB.databases()).some(({ name }) => name === 'bright-spots')
}

function emptyDatabase(): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('bright-spots')
    opening.addEventListener('error', () => reject(new Error('The database does not open')))
    opening.addEventListener('success', () => {
      const database = opening.result
      const transaction = database.transaction(Array.from(database.objectStoreNames), 'readwrite')
      for (const name of database.objectStoreNames) transaction.objectStore(name).clear()
      transaction.addEventListener('complete', () => {
        database.close()
        const channel = new BroadcastChannel('bright-spots')
        channel.postMessage('session')
        channel.close()
        resolve()
      })
    })
  })
}
