import { describe, expect, test } from 'vitest'
import { findBrowser, type Machine } from './browsers.ts'

/** A machine with these files, without internet, where nobody may install anything. */
function machineWith(files: string[], more: Partial<Machine> = {}): Machine & { said: string[] } {
  const said: string[] = []
  return {
    env: { PATH: '/usr/local/bin:/usr/bin' },
    home: '/home/ada',
    canInstall: false,
    isFile: (path) => files.includes(path),
    runs: () => Promise.resolve(true),
    fetch: () => Promise.reject(new Error('the internet does not answer')),
    install: () => Promise.reject(new Error('not allowed')),
    say: (line) => said.push(line),
    said,
    ...more,
  }
}

describe('a browser for the tests is', () => {
  test('the one named in the environment, before an installed one', async () => {
    const machine = machineWith(['/opt/chrome', '/usr/bin/chromium'], {
      env: { PATH: '/usr/bin', CHROMIUM_BIN: '/opt/chrome' },
    })
    expect(await findBrowser('chromium', machine)).toBe('/opt/chrome')
    expect(machine.said).toEqual(['Chromium: /opt/chrome, from CHROMIUM_BIN'])
  })

  test('never another one than the one named', async () => {
    const machine = machineWith(['/usr/bin/firefox'], {
      env: { PATH: '/usr/bin', FIREFOX_BIN: '/opt/firefox' },
    })
    await expect(findBrowser('firefox', machine)).rejects.toThrow(
      'FIREFOX_BIN names /opt/firefox, which is not there.',
    )
  })

  test.each([
    ['/usr/bin/firefox-esr', 'firefox'],
    ['/usr/local/bin/google-chrome', 'chromium'],
    ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', 'chromium'],
    ['/home/ada/Applications/Firefox.app/Contents/MacOS/firefox', 'firefox'],
  ] as const)('the installed %s', async (path, browser) => {
    expect(await findBrowser(browser, machineWith([path]))).toBe(path)
  })

  test('else one fetched into the project', async () => {
    const machine = machineWith([], { fetch: () => Promise.resolve('/project/.browsers/chrome') })
    expect(await findBrowser('chromium', machine)).toBe('/project/.browsers/chrome')
  })

  test('else one from the packages of Debian, when the internet is silent or what came does not start', async () => {
    const files: string[] = []
    const install = (name: string) => {
      files.push(`/usr/bin/${name}`)
      return Promise.resolve()
    }
    const machine = machineWith(files, {
      canInstall: true,
      install,
      fetch: () => Promise.resolve('/project/.browsers/chrome'),
      runs: () => Promise.resolve(false),
    })
    expect(await findBrowser('chromium', machine)).toBe('/usr/bin/chromium')
    expect(machine.said).toEqual([
      'Chromium: not fetched, it does not start on this machine',
      "Chromium: installing Debian's package chromium",
      'Chromium: /usr/bin/chromium, installed',
    ])
  })

  test('else missing, in words that say what to install', async () => {
    await expect(findBrowser('firefox', machineWith([]))).rejects.toThrow(
      'No Firefox: install it (on Debian: apt-get install firefox-esr), or name its program in FIREFOX_BIN.',
    )
  })
})
