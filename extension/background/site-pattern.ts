/** The match pattern of a site. Without the port: Firefox knows none in a pattern. */
export function patternOf({ protocol, hostname }: URL): string {
  return `${protocol}//${hostname}/*`
}

/**
 * `*://*` and the like can be granted from the browser's own menu; nobody asked us to be on every page. Chromium writes the
 * asterisk of an address as `%2A`, and refuses a whole question for the one pattern with it.
 */
export function namesOneHost(pattern: string): boolean {
  return /^https?:\/\/[^*%/]+\/\*$/.test(pattern)
}

/** The host that people know a site by. */
export function hostOf(pattern: string): string {
  return pattern.replace(/^\w+:\/\//, '').replace(/\/\*$/, '')
}
