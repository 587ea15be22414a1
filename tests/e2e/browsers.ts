import { join } from 'node:path'
import { machine } from './browser-machine.ts'
import type { BrowserName } from './browser-under-test.ts'

/** What finding a browser needs to know of the machine, and may do to it. */
export interface Machine {
  env: Record<string, string | undefined>
  home: string
  canInstall: boolean
  isFile(path: string): boolean
  /** Whether the program starts at all: a fetched one may lack libraries. */
  runs(path: string): Promise<boolean>
  /** Fetches into the project, or finds what was fetched before. */
  fetch(browser: BrowserName): Promise<string>
  install(packageName: string): Promise<void>
  say(line: string): void
}

interface Known {
  variable: string
  title: string
  packageName: string
  names: string[]
  places: string[]
}

const KNOWN: Record<BrowserName, Known> = {
  chromium: {
    variable: 'CHROMIUM_BIN',
    title: 'Chromium',
    packageName: 'chromium',
    names: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'],
    places: [
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '~/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    ],
  },
  firefox: {
    variable: 'FIREFOX_BIN',
    title: 'Firefox',
    packageName: 'firefox-esr',
    names: ['firefox-esr', 'firefox'],
    places: [
      '/Applications/Firefox.app/Contents/MacOS/firefox',
      '~/Applications/Firefox.app/Contents/MacOS/firefox',
    ],
  },
}

/**
 * The browser's program: the one named in the environment, else an installed one, else one fetched into the project, else
 * one from Debian's packages. Each is said in a line.
 * @throws when there is none, with what to install.
 */
export async function findBrowser(browser: BrowserName, on: Machine = machine()): Promise<string> {
  const known = KNOWN[browser]
  const path =
    named(known, on) ?? installed(known, on) ?? (await fetched(browser, on)) ?? (await packaged(known, on))
  if (path) return path
  throw new Error(
    `No ${known.title}: install it (on Debian: apt-get install ${known.packageName}), or name its program in ${known.variable}.`,
  )
}

function named({ variable, title }: Known, on: Machine): string | null {
  const path = on.env[variable]
  if (!path) return null
  if (!on.isFile(path)) throw new Error(`${variable} names ${path}, which is not there.`)
  on.say(`${title}: ${path}, from ${variable}`)
  return path
}

function installed(known: Known, on: Machine): string | null {
  const path = whereInstalled(known, on)
  if (path) on.say(`${known.title}: ${path}, installed`)
  return path
}

function whereInstalled({ names, places }: Known, on: Machine): string | null {
  const folders = (on.env['PATH'] ?? '').split(':').filter(Boolean)
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)))
  const elsewhere = places.map((place) => place.replace(/^~/, on.home))
  return [...onPath, ...elsewhere].find((path) => on.isFile(path)) ?? null
}

async function fetched(browser: BrowserName, on: Machine): Promise<string | null> {
  const { title } = KNOWN[browser]
  try {
    const path = await on.fetch(browser)
    if (!(await on.runs(path))) throw new Error('it does not start on this machine')
    on.say(`${title}: ${path}, fetched into the project`)
    return path
  } catch (fault) {
    on.say(`${title}: not fetched, ${fault instanceof Error ? fault.message : String(fault)}`)
    return null
  }
}

async function packaged(known: Known, on: Machine): Promise<string | null> {
  if (!on.canInstall) return null
  on.say(`${known.title}: installing Debian's package ${known.packageName}`)
  await on.install(known.packageName)
  return installed(known, on)
}
