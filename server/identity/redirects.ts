/**
 * The address that the extension waits at, if it is one of its own: exactly such an origin, and nothing in it that a sign-in
 * could be confused by.
 */
export function findRedirect(origins: ReadonlySet<string>, address: string): URL | undefined {
  const url = URL.parse(address)
  if (!url || !origins.has(url.origin)) return undefined
  return url.username || url.password || url.search || url.hash ? undefined : url
}

/** That address, with what the extension is to learn. */
export function redirectWith(address: string, answer: Readonly<Record<string, string>>): string {
  const url = new URL(address)
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value)
  return url.href
}
