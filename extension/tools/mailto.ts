import { isEmail } from './people.ts'

/** The first address of a `mailto:` link, without subject and the rest; null when there is none. */
export function readMailto(address: string): string | null {
  const [, list = ''] = /^mailto:([^?]*)/i.exec(address) ?? []
  try {
    const first = decodeURIComponent(list.split(',')[0] ?? '').trim()
    return isEmail(first) ? first : null
  } catch {
    return null
  }
}
