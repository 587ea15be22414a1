/** What somebody pasted to connect, taken apart. `code` is empty when there is none. */
export type Invitation =
  | { kind: 'read'; server: string; code: string }
  | { kind: 'bad_address' }
  | { kind: 'needs_https'; server: string }

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/** Invite codes are base64url of at least 128 bits. */
const CODE = /^[\w-]{16,}$/

/** A long mail, with the invitation in it. */
const PASTED_MAX_LENGTH = 5000

/** Characters that mail programs and chats put around an address. */
const WRAPPING = /^[<("'“«]+|(?<![>)"'”».,;])[>)"'”».,;]+$/g

/**
 * Reads an invitation pasted in any form: `https://thanks.corp.example#CODE`, address and code apart, with or without scheme,
 * within the sentence of a mail. Plain http is for loopback only: Firefox would upgrade it, and the token would travel in the open.
 */
export function readInvitation(pasted: string, codeApart = ''): Invitation {
  const words = wordsOf(pasted)
  const address = words.find((word) => /^https?:\/\//i.test(word)) ?? words.find(looksLikeAddress)
  const url = address && parseAddress(address)
  if (!url) return { kind: 'bad_address' }
  const server = addressOf(url)
  if (!isSafe(url)) return { kind: 'needs_https', server }
  const inFragment = url.hash.slice(1)
  const code =
    codeApart.trim() || inFragment || words.find((word) => word !== address && CODE.test(word)) || ''
  return { kind: 'read', server, code }
}

/** The invite code in what was pasted; empty when there is none. */
export function findCode(pasted: string): string {
  return wordsOf(pasted).find((word) => CODE.test(word)) ?? ''
}

function wordsOf(pasted: string): string[] {
  return pasted
    .slice(0, PASTED_MAX_LENGTH)
    .split(/\s+/)
    .map((word) => word.replaceAll(WRAPPING, ''))
    .filter(Boolean)
}

/** A server's address as a session carries it. */
export function addressOf({ origin, pathname }: URL): string {
  return origin + pathname.replace(/(?<!\/)\/+$/, '')
}

/** Whether a token may travel there. */
export function isSafe({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || LOOPBACK.test(hostname)
}

function looksLikeAddress(word: string): boolean {
  return /^https?:\/\//i.test(word) || /^(localhost|\[::1\]|[\w-]+(\.[\w-]+)+)(:\d+)?([/#].*)?$/i.test(word)
}

function parseAddress(word: string): URL | null {
  if (/^https?:\/\//i.test(word)) return URL.parse(word)
  const url = URL.parse(`https://${word}`)
  return url && LOOPBACK.test(url.hostname) ? URL.parse(`http://${word}`) : url
}
