import { BlockList, isIP } from 'node:net'
import { CHROME_ID } from '../shared/extension-ids.ts'
import { CannotStart } from './cannot-start.ts'
import type { Address } from './listening.ts'
import type { LogLevel } from './observing/log.ts'
import { LOG_LEVELS } from './observing/log.ts'

/** How the server runs; CONTRACT of its environment variables. */
export interface Config {
  /** 0 lets the system choose. */
  port: number
  host: string
  /** Where people reach the server, without a slash at the end; undefined when it was not said. */
  publicUrl: string | undefined
  storeUrl: string
  adminToken: string | undefined
  /** Ids of the extension's Chromium builds, which may call the API from their pages. */
  chromeIds: ReadonlySet<string>
  undoSeconds: number
  isLimited: boolean
  /** The addresses whose X-Forwarded-For counts. */
  trustedProxies: BlockList
  logLevel: LogLevel
  /** Where Prometheus may ask; undefined when nobody is to. */
  metrics: Address | undefined
}

type Environment = Readonly<Record<string, string | undefined>>

const UNDO_MAX_SECONDS = 60
const ADMIN_TOKEN_MIN_LENGTH = 22
const CHROME_ID_PATTERN = /^[a-p]{32}$/
const GECKO_ID_PATTERN = /^(\{[\da-f-]{36}\}|[\w.-]*@[\w.-]+)$/i

function wholeNumber(environment: Environment, name: string, fallback: number, max: number): number {
  const text = environment[name] || String(fallback)
  if (!/^\d{1,5}$/.test(text) || Number(text) > max)
    throw new CannotStart(`${name} must be a whole number from 0 to ${max}`)
  return Number(text)
}

function list(text: string | undefined): string[] {
  return (text ?? '').split(/[\s,]+/).filter((entry) => entry !== '')
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}

function readPublicUrl({ PUBLIC_URL }: Environment): string | undefined {
  if (!PUBLIC_URL) return undefined
  const url = URL.parse(PUBLIC_URL)
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash || url.username)
    throw new CannotStart('PUBLIC_URL must be an http or https address, e.g. https://thanks.corp.example')
  if (url.protocol === 'http:' && !isLoopback(url.hostname.replace(/^\[|\]$/g, '')))
    throw new CannotStart(
      'PUBLIC_URL must be https unless its host is loopback (127.0.0.1, ::1 or localhost)',
    )
  return url.href.replace(/\/$/, '')
}

function readAdminToken({ ADMIN_TOKEN }: Environment): string | undefined {
  if (!ADMIN_TOKEN) return undefined
  if (!/^[\w.~+/=-]+$/.test(ADMIN_TOKEN) || ADMIN_TOKEN.length < ADMIN_TOKEN_MIN_LENGTH)
    throw new CannotStart(
      `ADMIN_TOKEN must be at least ${ADMIN_TOKEN_MIN_LENGTH} letters, digits or -._~+/= (or unset: one is made at the first start)`,
    )
  return ADMIN_TOKEN
}

function isExtensionId(id: string): boolean {
  return CHROME_ID_PATTERN.test(id) || GECKO_ID_PATTERN.test(id)
}

function readChromeIds({ EXTENSION_IDS }: Environment): ReadonlySet<string> {
  const ids = EXTENSION_IDS ? list(EXTENSION_IDS) : [CHROME_ID]
  if (!ids.every(isExtensionId))
    throw new CannotStart(
      `EXTENSION_IDS must be Chrome ids (32 letters a to p, e.g. ${CHROME_ID}) or Gecko ids (name@domain or {uuid}), separated by commas`,
    )
  return new Set(ids.filter((id) => CHROME_ID_PATTERN.test(id)))
}

function readIsLimited({ LIMITS }: Environment, host: string): boolean {
  if (!LIMITS || LIMITS === 'on') return true
  if (LIMITS !== 'off') throw new CannotStart('LIMITS must be on or off')
  if (!isLoopback(host))
    throw new CannotStart('LIMITS may be off only while HOST is loopback (127.0.0.1, ::1 or localhost)')
  return false
}

function readLogLevel({ LOG_LEVEL }: Environment): LogLevel {
  const level = LOG_LEVELS.find((known) => known === (LOG_LEVEL || 'info'))
  if (!level) throw new CannotStart(`LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}`)
  return level
}

function readMetrics(environment: Environment): Address | undefined {
  if (!environment['METRICS_PORT']) return undefined
  return {
    host: environment['METRICS_HOST'] || '127.0.0.1',
    port: wholeNumber(environment, 'METRICS_PORT', 0, 65_535),
  }
}

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  const version = isIP(address)
  if (version === 0) return undefined
  return version === 4 ? 'ipv4' : 'ipv6'
}

function trust(proxies: BlockList, entry: string): void {
  const [address = '', prefix] = entry.split('/')
  const kind = familyOf(address)
  const isPrefix =
    prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (kind === 'ipv4' ? 32 : 128))
  if (!kind || !isPrefix)
    throw new CannotStart(
      'TRUSTED_PROXIES must be addresses or networks, e.g. 10.0.0.1,10.1.0.0/16, separated by commas',
    )
  if (prefix === undefined) proxies.addAddress(address, kind)
  else proxies.addSubnet(address, Number(prefix), kind)
}

function readTrustedProxies({ TRUSTED_PROXIES }: Environment): BlockList {
  const proxies = new BlockList()
  for (const entry of list(TRUSTED_PROXIES)) trust(proxies, entry)
  return proxies
}

/** Where the server stores. The commands that move a store read this setting alone: the others may be wrong meanwhile. */
export function readStoreUrl({ STORE_URL }: Environment = process.env): string {
  return STORE_URL || 'lowdb:./data'
}

/**
 * Reads the settings of the server, each with its default.
 * @throws CannotStart with one line that names the first bad one and what it may be.
 */
export function readConfig(environment: Environment = process.env): Config {
  const host = environment['HOST'] || '127.0.0.1'
  return {
    port: wholeNumber(environment, 'PORT', 8787, 65_535),
    host,
    publicUrl: readPublicUrl(environment),
    storeUrl: readStoreUrl(environment),
    adminToken: readAdminToken(environment),
    chromeIds: readChromeIds(environment),
    undoSeconds: wholeNumber(environment, 'UNDO_SECONDS', 10, UNDO_MAX_SECONDS),
    isLimited: readIsLimited(environment, host),
    trustedProxies: readTrustedProxies(environment),
    logLevel: readLogLevel(environment),
    metrics: readMetrics(environment),
  }
}
