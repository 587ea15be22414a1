/** One row of a table of requirements. */
export interface SecurityRow {
  /** As it is written: `1.2.3`, `1.2.6 to 1.2.8`, `10.3`, `17`. */
  numbers: string
  answer: string
}

/** What an answer names in the project, a test's name beside it where that is said. */
export interface Evidence {
  path: string
  name: string | undefined
}

/** How many requirements of level 1 or 2 each section of ASVS 5.0.0 has; they are the first ones of it. */
const SECTIONS: Readonly<Record<string, number>> = Object.fromEntries(
  [
    '1.1:2 1.2:9 1.3:11 1.4:3 1.5:2 2.1:3 2.2:3 2.3:4 2.4:1 3.2:2 3.3:4 3.4:6 3.5:5 3.7:2 4.1:3 4.2:1 4.3:2 4.4:4',
    '5.1:1 5.2:3 5.3:2 5.4:3 6.1:3 6.2:12 6.3:4 6.4:4 6.5:5 6.6:3 6.8:4 7.1:3 7.2:4 7.3:2 7.4:5 7.5:2 7.6:2',
    '8.1:2 8.2:3 8.3:1 8.4:1 9.1:3 9.2:4 10.1:2 10.2:2 10.3:4 10.4:11 10.5:5 10.6:2 10.7:3 11.1:2 11.2:3 11.3:3',
    '11.4:4 11.5:1 11.6:1 12.1:3 12.2:2 12.3:4 13.1:1 13.2:5 13.3:2 13.4:5 14.1:2 14.2:4 14.3:3 15.1:3 15.2:3',
    '15.3:7 16.1:1 16.2:5 16.3:4 16.4:3 16.5:3 17.1:1 17.2:4 17.3:2',
  ]
    .join(' ')
    .split(' ')
    .map((section) => section.split(':'))
    .map(([section = '', count]) => [section, Number(count)]),
)

/** Every requirement of levels 1 and 2. */
export const REQUIRED: readonly string[] = Object.keys(SECTIONS).flatMap(ofSection)

function ofSection(section: string): string[] {
  return Array.from({ length: SECTIONS[section] ?? 0 }, (_, nth) => `${section}.${nth + 1}`)
}

export function readSecurityTable(markdown: string): SecurityRow[] {
  const rows = markdown.matchAll(/^\| (\d[\d., to]*?) *\|[^|\n]*\| (.*?) *\|$/gm)
  return Array.from(rows, ([, numbers = '', answer = '']) => ({ numbers, answer }))
}

/** The requirements that a row is about: a chapter and a section stand for all of theirs. */
export function numbersOf({ numbers }: Pick<SecurityRow, 'numbers'>): string[] {
  return numbers.split(', ').flatMap((entry) => {
    const [from = '', to] = entry.split(' to ')
    if (to !== undefined) return between(from, to)
    const within = REQUIRED.filter((number) => number.startsWith(`${from}.`))
    return within.length > 0 ? within : [from]
  })
}

function between(from: string, to: string): string[] {
  const [section, first, last] = [from.slice(0, from.lastIndexOf('.')), lastPart(from), lastPart(to)]
  return Array.from({ length: last - first + 1 }, (_, nth) => `${section}.${first + nth}`)
}

function lastPart(number: string): number {
  return Number(number.slice(number.lastIndexOf('.') + 1))
}

/** Files stand in backticks, and a colon and the name of a test may follow in them. */
export function evidenceIn({ answer }: Pick<SecurityRow, 'answer'>): Evidence[] {
  const named = answer.matchAll(/`((?:tests|\.github)\/[\w./-]+)(?:: ([^`]+))?`/g)
  return Array.from(named, ([, path = '', name]) => ({ path, name }))
}
