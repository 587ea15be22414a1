import { access, realpath } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Refusal } from './refusal.ts'

const LOWDB = 'lowdb:'

function folderOf(url: string): string | undefined {
  return url.startsWith(LOWDB) ? resolve(url.slice(LOWDB.length)) : undefined
}

/** The address of a store as it may be shown: without a password. */
export function shownAddress(url: string): string {
  const { protocol, host, pathname } = URL.parse(url) ?? {}
  return host ? `${protocol}//${host}${pathname}` : url
}

/** What two addresses of one store have in common, however they are written. */
async function placeOf(url: string): Promise<string> {
  const folder = folderOf(url)
  if (folder !== undefined) return realpath(folder).catch(() => folder)
  const { hostname, port, pathname } = URL.parse(url) ?? {}
  return hostname === undefined ? url : `${hostname}:${port || '5432'}${pathname}`
}

export async function isSamePlace(one: string, other: string): Promise<boolean> {
  return (await placeOf(one)) === (await placeOf(other))
}

/**
 * Opening makes a folder where there is none, which suits a server that starts, and misleads whoever mistyped.
 * @throws Refusal when there is no such folder.
 */
export async function demandStore(url: string): Promise<void> {
  const folder = folderOf(url)
  if (folder === undefined) return
  await access(folder).catch((cause: unknown) => {
    throw new Refusal(`There is no store at ${url}: is the address right?`, { cause })
  })
}
