import { execFile } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import {
  Browser,
  detectBrowserPlatform,
  getInstalledBrowsers,
  install,
  resolveBuildId,
} from '@puppeteer/browsers'
import type { BrowserName } from './browser-under-test.ts'
import type { Machine } from './browsers.ts'
import { inTime } from './in-time.ts'

const run = promisify(execFile)

const CACHE = join(import.meta.dirname, '../../.browsers')
const FETCHED = { chromium: Browser.CHROME, firefox: Browser.FIREFOX }

/** Without internet some networks refuse and others say nothing. */
const ANSWERS_WITHIN_MS = 8000

/** This machine. */
export function machine(): Machine {
  return {
    env: process.env,
    home: homedir(),
    canInstall: process.getuid?.() === 0 && existsSync('/etc/debian_version'),
    isFile: (path) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false,
    runs: (path) =>
      run(path, ['--version']).then(
        () => true,
        () => false,
      ),
    fetch: fetchBrowser,
    install: installPackage,
    say: (line) => console.log(line),
  }
}

async function fetchBrowser(name: BrowserName): Promise<string> {
  const browser = FETCHED[name]
  const before = await getInstalledBrowsers({ cacheDir: CACHE })
  const path = before.find((found) => found.browser === browser)?.executablePath
  if (path) return path
  const platform = detectBrowserPlatform()
  if (!platform) throw new Error('there is no build for this machine')
  const buildId = await inTime(ANSWERS_WITHIN_MS, 'the internet', resolveBuildId(browser, platform, 'stable'))
  const { executablePath } = await install({ browser, buildId, cacheDir: CACHE })
  return executablePath
}

async function installPackage(packageName: string): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update', '-qq'], { env })
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', packageName], {
    env,
    maxBuffer: 1 << 26,
  })
}
