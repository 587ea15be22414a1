import type { Counts } from './counts.ts'

const LANGUAGE = 'en'
const plurals = new Intl.PluralRules(LANGUAGE)
const wholeNumber = new Intl.NumberFormat(LANGUAGE, { maximumFractionDigits: 0 })
const list = new Intl.ListFormat(LANGUAGE)
const BYTE_UNITS = ['kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

export function numberWords(count: number): string {
  return wholeNumber.format(count)
}

/** '1 person', '1,200 people'. */
export function countWords(count: number, one: string, many: string): string {
  return `${numberWords(count)} ${plurals.select(count) === 'one' ? one : many}`
}

/** '999 bytes', '4.2 MB'. */
export function byteWords(bytes: number): string {
  if (bytes < 1000) return countWords(bytes, 'byte', 'bytes')
  const power = Math.min(Math.floor(Math.log10(bytes) / 3), BYTE_UNITS.length)
  const unit = BYTE_UNITS[power - 1] ?? 'kilobyte'
  const number = new Intl.NumberFormat(LANGUAGE, { style: 'unit', unit, maximumFractionDigits: 1 })
  return number.format(bytes / 1000 ** power)
}

/** What people would count: '4 people, 5 bright spots, 1 session, and 2 invitations'. */
export function contentWords({ person, recognition, session, invite }: Counts): string {
  return list.format([
    countWords(person, 'person', 'people'),
    countWords(recognition, 'bright spot', 'bright spots'),
    countWords(session, 'session', 'sessions'),
    countWords(invite, 'invitation', 'invitations'),
  ])
}
