import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'
import type { BlockList } from 'node:net'
import { isIP } from 'node:net'

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
