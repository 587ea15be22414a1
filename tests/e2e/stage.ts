import type { BrowserName, BrowserUnderTest } from './browser-under-test.ts'
import { launchBrowser } from './launch.ts'
import { startServer, type ServerOptions, type ServerUnderTest } from './server.ts'
import { startSites, type Sites } from './sites.ts'

/** What most journeys take place on. */
interface Stage {
  browser: BrowserUnderTest
  server: ServerUnderTest
  sites: Sites
  /** Closes all of it. `beforeAll` calls what is given back to it when the tests are over. */
  clear: () => Promise<void>
}

/** A browser with the extension, where nobody is signed in, a server, and the sites that people work on. */
export async function setStage(name: BrowserName, options?: ServerOptions): Promise<Stage> {
  const [browser, server, sites] = await Promise.all([
    launchBrowser(name),
    startServer(options),
    startSites(),
  ])
  const clear = async () => {
    await Promise.all([browser.close(), server.remove(), sites.stop()])
  }
  return { browser, server, sites, clear }
}
