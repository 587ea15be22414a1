import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context, MiddlewareHandler } from 'hono'
import type { BlockList } from 'node:net'
import { isIP } from 'node:net'
import type { Log } from '../observing/log.ts'

function isTrusted(proxies: BlockList, address: string): boolean {
  const version = isIP(address)
  return version !== 0 && proxies.check(address, version === 6 ? 'ipv6' : 'ipv4')
}

/** The other end of the connection; none where a test asks the app without one. */
function peerOf(c: Context): string {
  return c.env && 'incoming' in c.env ? (getConnInfo(c).remote.address ?? 'unknown') : 'unknown'
}

/**
 * The address that a request came from: the connection's, unless that is a trusted proxy's; then the last one in
 * X-Forwarded-For that no trusted proxy has, since everything before it is only what the caller claims.
 */
export function addressOf(c: Context, proxies: BlockList): string {
  const forwarded = (c.req.header('x-forwarded-for') ?? '').split(',').map((entry) => entry.trim())
  let address = peerOf(c)
  while (isTrusted(proxies, address)) {
    const previous = forwarded.pop()
    if (previous === undefined || isIP(previous) === 0) break
    address = previous
  }
  return address
}

/** The log holds no addresses: whoever makes up such a header may be a person. The machine's own is none. */
function proxyAt(peer: string): string {
  const address = peer.replace(/^::ffff:/, '')
  return address === '::1' || address.startsWith('127.') ? address : 'its address'
}

/**
 * Tells the log, once, of a proxy that nobody named: everybody behind it would have one address, and share its limits.
 * @param proxies those that were named; when there are any, the rest are strangers who claim things.
 */
export function noticeUnnamedProxy(proxies: BlockList, log: Log): MiddlewareHandler {
  let isSilent = proxies.rules.length > 0
  return async (c, next) => {
    if (!isSilent && c.req.header('x-forwarded-for') !== undefined) {
      isSilent = true
      log.warn(
        `A request carries X-Forwarded-For: if it came through your proxy, set TRUSTED_PROXIES to ${proxyAt(peerOf(c))}, else all behind it share one limit of sign-ins`,
      )
    }
    await next()
  }
}
