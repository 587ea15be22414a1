import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { isInTheOpen, readConfig } from '../../server/config.ts'
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
      redirectOrigins: new Set([
        'https://plongjefcicacneiglnabdakbinpegie.chromiumapp.org',
        // As Firefox makes it: SHA-1 of the add-on's id.
        'https://2d2edad4bf8e983758b50561b51ba77e61ce08e9.extensions.allizom.org',
      ]),
      mail: undefined,
      oidc: undefined,
      allowedDomains: new Set(),
      sessionIdleDays: 60,
      sessionMaxDays: 365,
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
      SMTP_URL: 'smtps://bright:secret@mail.corp.example',
      MAIL_FROM: 'Bright Spots <thanks@corp.example>',
      OIDC_ISSUER: 'https://login.corp.example/realms/all',
      OIDC_CLIENT_ID: 'bright-spots',
      OIDC_CLIENT_SECRET: 'secret',
      OIDC_TRUST_EMAIL: 'on',
      ALLOWED_DOMAINS: 'Corp.example corp.test',
      SESSION_IDLE_DAYS: '1',
      SESSION_MAX_DAYS: '3650',
    })
    expect(config).toMatchObject({
      port: 0,
      publicUrl: 'https://thanks.corp.example',
      undoSeconds: 0,
      isLimited: false,
      logLevel: 'silent',
      metrics: { host: '127.0.0.1', port: 9464 },
      mail: { from: 'Bright Spots <thanks@corp.example>' },
      oidc: { clientId: 'bright-spots', clientSecret: 'secret', trustsEmail: true },
      allowedDomains: new Set(['corp.example', 'corp.test']),
      sessionIdleDays: 1,
      sessionMaxDays: 3650,
    })
    expect(config.mail?.url.href).toBe('smtps://bright:secret@mail.corp.example')
    expect(config.oidc?.issuer.href).toBe('https://login.corp.example/realms/all')
    expect(config.redirectOrigins.size).toBe(2)
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
    ['SMTP_URL', 'mail.corp.example:25'],
    ['SMTP_URL', 'http://mail.corp.example'],
    ['SMTP_URL', 'smtp://mail.corp.example/inbox'],
    ['MAIL_FROM', 'thanks'],
    ['MAIL_FROM', 'a@corp.example, b@corp.example'],
    ['MAIL_FROM', 'Spots\r\nBcc: x <thanks@corp.example>'],
    ['OIDC_TRUST_EMAIL', 'yes'],
    ['ALLOWED_DOMAINS', '*.corp.example'],
    ['ALLOWED_DOMAINS', 'corp'],
    ['ALLOWED_DOMAINS', '@corp.example'],
    ['SESSION_IDLE_DAYS', '0'],
    ['SESSION_MAX_DAYS', '3651'],
  ])('%s=%s is refused by name, with what it may be', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`^${name} must be .+`))
  })

  test.each(['http://localhost:8787', 'http://127.0.0.1:8787', 'http://[::1]:8787'])(
    'PUBLIC_URL may be %s, on this machine',
    (address) => {
      expect(readConfig({ PUBLIC_URL: address }).publicUrl).toBe(address)
    },
  )

  const PROVIDER = {
    PUBLIC_URL: 'https://thanks.corp.example',
    OIDC_ISSUER: 'https://login.corp.example',
    OIDC_CLIENT_ID: 'bright-spots',
    OIDC_CLIENT_SECRET: 'secret',
  }

  test.each(['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'])(
    'without %s the other two are refused',
    (name) => {
      expect(() => readConfig({ ...PROVIDER, [name]: '' })).toThrow(
        'OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET must be set together',
      )
    },
  )

  test.each([
    ['PUBLIC_URL', ''],
    ['OIDC_ISSUER', 'http://login.corp.example'],
    ['OIDC_ISSUER', 'login.corp.example'],
    ['OIDC_ISSUER', 'https://login.corp.example/?tenant=1'],
  ])('with an OpenID provider %s=%s is refused', (name, value) => {
    expect(() => readConfig({ ...PROVIDER, [name]: value })).toThrow(new RegExp(`^${name} must be .+`))
  })

  test.each(['common', 'organizations', 'consumers'])(
    'addresses are not trusted where %s may sign in',
    (tenants) => {
      const issuer = { OIDC_ISSUER: `https://login.microsoftonline.com/${tenants}/v2.0` }
      expect(readConfig({ ...PROVIDER, ...issuer }).oidc?.trustsEmail).toBe(false)
      expect(() => readConfig({ ...PROVIDER, ...issuer, OIDC_TRUST_EMAIL: 'on' })).toThrow(
        /^OIDC_TRUST_EMAIL must be off/,
      )
    },
  )

  test('mail comes from the server itself where nobody says otherwise', () => {
    const SMTP_URL = 'smtp://127.0.0.1:2525'
    expect(readConfig({ SMTP_URL }).mail?.from).toBe('bright-spots@localhost')
    const { mail } = readConfig({ SMTP_URL, PUBLIC_URL: 'https://thanks.corp.example' })
    expect(mail?.from).toBe('bright-spots@thanks.corp.example')
  })

  test.each([
    [{ HOST: '0.0.0.0' }, true],
    [{ HOST: '0.0.0.0', PUBLIC_URL: 'http://localhost:8787' }, true],
    [{ HOST: '192.0.2.1', PUBLIC_URL: 'https://thanks.corp.example' }, false],
    [{ HOST: '::', TRUSTED_PROXIES: '10.0.0.1' }, false],
    [{ HOST: '127.0.0.2' }, false],
    [{}, false],
  ])('%j: in the open %s', (environment, expected) => {
    expect(isInTheOpen(readConfig(environment))).toBe(expected)
  })

  test.each(['SMTP_URL', 'OIDC_CLIENT_SECRET', 'ADMIN_TOKEN'])('%s is not repeated', (name) => {
    expect(() => readConfig({ [name]: 'so-secret' })).toThrow(/^((?!so-secret).)+$/)
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
