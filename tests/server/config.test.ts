import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readConfig } from '../../server/config.ts'
import { CHROME_ID, GECKO_ID } from '../../shared/extension-ids.ts'
import { rowsOfNothing, withoutRow } from '../house/readme.ts'

describe('settings', () => {
  test('have defaults', () => {
    expect(readConfig({})).toMatchObject({
      port: 8787,
      host: '127.0.0.1',
      publicUrl: undefined,
      storeUrl: 'lowdb:./data',
      adminToken: undefined,
      chromeIds: new Set([CHROME_ID]),
      undoSeconds: 10,
      isLimited: true,
      logLevel: 'info',
      metrics: undefined,
    })
  })

  test('are read', () => {
    const chromeId = 'a'.repeat(32)
    const config = readConfig({
      PORT: '0',
      HOST: '::1',
      PUBLIC_URL: 'https://thanks.corp.example/',
      ADMIN_TOKEN: 'x'.repeat(22),
      EXTENSION_IDS: `${chromeId}, ${GECKO_ID}`,
      UNDO_SECONDS: '0',
      LIMITS: 'off',
      LOG_LEVEL: 'silent',
      METRICS_PORT: '9464',
      TRUSTED_PROXIES: '10.0.0.1, 10.1.0.0/16, fd00::/8',
    })
    expect(config).toMatchObject({
      port: 0,
      publicUrl: 'https://thanks.corp.example',
      undoSeconds: 0,
      isLimited: false,
      logLevel: 'silent',
      metrics: { host: '127.0.0.1', port: 9464 },
    })
    expect(config.chromeIds).toEqual(new Set([chromeId]))
    expect(config.trustedProxies.check('10.1.2.3')).toBe(true)
    expect(config.trustedProxies.check('10.2.0.1')).toBe(false)
  })

  test.each([
    ['PORT', '65536'],
    ['PORT', 'http'],
    ['PORT', '-1'],
    ['UNDO_SECONDS', '61'],
    ['UNDO_SECONDS', '1.5'],
    ['PUBLIC_URL', 'thanks.corp.example'],
    ['PUBLIC_URL', 'ftp://thanks.corp.example'],
    ['PUBLIC_URL', 'https://thanks.corp.example/?q=1'],
    ['PUBLIC_URL', 'http://thanks.corp.example'],
    ['PUBLIC_URL', 'http://127.evil.example'],
    ['ADMIN_TOKEN', 'short'],
    ['ADMIN_TOKEN', 'with spaces and more than enough letters'],
    ['EXTENSION_IDS', 'chrome-extension://abc'],
    ['LIMITS', 'maybe'],
    ['LOG_LEVEL', 'loud'],
    ['METRICS_PORT', 'on'],
    ['TRUSTED_PROXIES', 'proxy.corp.example'],
    ['TRUSTED_PROXIES', '10.0.0.0/33'],
  ])('%s=%s is refused by name, with what it may be', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`^${name} must be .+`))
  })

  test.each(['http://localhost:8787', 'http://127.0.0.1:8787', 'http://[::1]:8787'])(
    'PUBLIC_URL may be %s, on this machine',
    (address) => {
      expect(readConfig({ PUBLIC_URL: address }).publicUrl).toBe(address)
    },
  )

  test('the admin token is not repeated', () => {
    expect(() => readConfig({ ADMIN_TOKEN: 'secret' })).not.toThrow('secret')
  })

  test('have a row each in the README, which has no others', () => {
    const asked = new Set<string>()
    const environment: Record<string, string> = { METRICS_PORT: '9464' }
    const get = (_target: Record<string, string>, name: string) => {
      asked.add(name)
      return environment[name]
    }
    readConfig(new Proxy(environment, { get }))
    const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8')
    expect(asked.size).toBeGreaterThan(10)
    expect(withoutRow(readme, [...asked])).toEqual([])
    expect(rowsOfNothing(readme, [...asked], /^[A-Z]+_?[A-Z]+$/)).toEqual([])
  })

  test('limits may be off on loopback alone', () => {
    expect(() => readConfig({ LIMITS: 'off', HOST: '0.0.0.0' })).toThrow(
      'LIMITS may be off only while HOST is loopback',
    )
    expect(readConfig({ LIMITS: 'off', HOST: 'localhost' }).isLimited).toBe(false)
  })
})
