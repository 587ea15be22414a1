import { BlockList, isIP } from 'node:net'
import { CannotStart } from './cannot-start.ts'
import type { Environment } from './environment.ts'
import { isLoopback, list, onOrOff, webAddress, wholeNumber } from './environment.ts'
import type { Extensions } from './identity/extensions.ts'
import { readExtensions } from './identity/extensions.ts'
import type { OidcSettings, SessionDays } from './identity/settings.ts'
import { readAllowedDomains, readOidc, readSessionDays } from './identity/settings.ts'
import type { Address } from './listening.ts'
import type { LogLevel } from './observing/log.ts'
import { LOG_LEVELS } from './observing/log.ts'
import type { MailSettings } from './mail/settings.ts'
import { readMail } from './mail/settings.ts'

/** How the server runs; CONTRACT of its environment variables. */
export interface Config extends Extensions, SessionDays {
  /** 0 lets the system choose. */
  port: number
  host: string
  /** Where people reach the server, without a slash at the end; undefined when it was not said. */
  publicUrl: string | undefined
  storeUrl: string
  adminToken: string | undefined
  /** Undefined where no mail is to be sent. */
  mail: MailSettings | undefined
  /** Undefined where the organisation has no sign-in of its own. */
  oidc: OidcSettings | undefined
  /** Domains whose people may be thanked before they are in the directory, and may sign in for the first time. */
  allowedDomains: ReadonlySet<string>
  undoSeconds: number
  isLimited: boolean
  /** The addresses whose X-Forwarded-For counts. */
  trustedProxies: BlockList
  logLevel: LogLevel
  /** Where Prometheus may ask; undefined when nobody is to. */
  metrics: Address | undefined
}

const PORT_MAX = 65_535
const UNDO_MAX_SECONDS = 60
const ADMIN_TOKEN_MIN_LENGTH = 22

function readPublicUrl({ PUBLIC_URL }: Environment): string | undefined {
  if (!PUBLIC_URL) return undefined
  return webAddress('PUBLIC_URL', PUBLIC_URL, 'https://thanks.corp.example').href.replace(/\/$/, '')
}

function readAdminToken({ ADMIN_TOKEN }: Environment): string | undefined {
  if (!ADMIN_TOKEN) return undefined
  if (!/^[\w.~+/=-]+$/.test(ADMIN_TOKEN) || ADMIN_TOKEN.length < ADMIN_TOKEN_MIN_LENGTH)
    throw new CannotStart(
      `ADMIN_TOKEN must be at least ${ADMIN_TOKEN_MIN_LENGTH} letters, digits or -._~+/= (or unset: one is made at the first start)`,
    )
  return ADMIN_TOKEN
}

function readIsLimited(environment: Environment, host: string): boolean {
  const isLimited = onOrOff(environment, 'LIMITS', true)
  if (!isLimited && !isLoopback(host))
    throw new CannotStart('LIMITS may be off only while HOST is loopback (127.0.0.1, ::1 or localhost)')
  return isLimited
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
    port: wholeNumber(environment, 'METRICS_PORT', { fallback: 0, max: PORT_MAX }),
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
    port: wholeNumber(environment, 'PORT', { fallback: 8787, max: PORT_MAX }),
    host,
    publicUrl: readPublicUrl(environment),
    storeUrl: readStoreUrl(environment),
    adminToken: readAdminToken(environment),
    ...readExtensions(environment),
    ...readSessionDays(environment),
    mail: readMail(environment),
    oidc: readOidc(environment),
    allowedDomains: readAllowedDomains(environment),
    undoSeconds: wholeNumber(environment, 'UNDO_SECONDS', { fallback: 10, max: UNDO_MAX_SECONDS }),
    isLimited: readIsLimited(environment, host),
    trustedProxies: readTrustedProxies(environment),
    logLevel: readLogLevel(environment),
    metrics: readMetrics(environment),
  }
}

/** Whether others can reach the server and nothing says that TLS stands in front of it: tokens would travel in the open. */
export function isInTheOpen({ host, publicUrl, trustedProxies }: Config): boolean {
  const isBehindTls = publicUrl?.startsWith('https:') || trustedProxies.rules.length > 0
  return !isLoopback(host) && !isBehindTls
}
