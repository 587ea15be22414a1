import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const HERE = import.meta.dirname
const LOCALES = join(HERE, '../public/_locales')

export const PICTURES = ['page', 'composer', 'sent', 'inbox', 'settings', 'tile'] as const
export type PictureName = (typeof PICTURES)[number]

/** The large and the small words on each picture. */
export type Headlines = Record<PictureName, [headline: string, line: string]>

/** What a store shows of the extension in one language. */
export interface Listing {
  language: string
  name: string
  summary: string
  description: string
  headlines: Headlines
}

/** A text in parts, by their headings. */
export type Sections = Map<string, string>

export const STORES = ['chrome', 'edge', 'firefox'] as const
export type Store = (typeof STORES)[number]

const TITLES: Record<Store, string> = {
  chrome: 'Chrome Web Store',
  edge: 'Edge Add-ons',
  firefox: 'Firefox Add-ons',
}

/** One listing for each language that has a folder here. Name and summary are those of the extension itself. */
export function readListings(): Listing[] {
  const folders = readdirSync(HERE, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return folders.map(({ name: language }) => {
    const messages: Record<string, { message: string }> = JSON.parse(
      readText(LOCALES, language, 'messages.json'),
    )
    const headlines: Headlines = JSON.parse(readText(HERE, language, 'headlines.json'))
    return {
      language,
      name: messages['extension_name']?.message ?? '',
      summary: messages['extension_description']?.message ?? '',
      description: readText(HERE, language, 'description.md').trim(),
      headlines,
    }
  })
}

/** Why each permission is needed, by its name in the manifest. */
export function readPermissions(): Sections {
  return sectionsOf(readText(HERE, 'permissions.md'))
}

/** What the forms of the stores ask beside that. */
export function readAnswers(): Sections {
  return sectionsOf(readText(HERE, 'answers.md'))
}

/** All that is to be pasted into the forms of one store, in their order. */
export function listingFor(store: Store, zip: string): string {
  const permissions = Array.from(readPermissions(), ([name, why]) => `### ${name}\n\n${why}`)
  return [
    `# ${TITLES[store]}`,
    `Package: ${zip}`,
    ...readListings().map(inOneLanguage),
    ...Array.from(readAnswers(), ([heading, text]) => `## ${heading}\n\n${text}`),
    ['## Permissions', ...permissions].join('\n\n'),
    '## Privacy policy\n\nThe address at which .github/PRIVACY.md is published.',
  ].join('\n\n')
}

function inOneLanguage({ language, name, summary, description }: Listing): string {
  return [`## ${language}`, `### Name`, name, `### Summary`, summary, `### Description`, description].join(
    '\n\n',
  )
}

function sectionsOf(markdown: string): Sections {
  const parts = markdown.split(/^## /m).slice(1)
  return new Map(
    parts.map((part) => {
      const [heading = '', ...text] = part.split('\n')
      return [heading.replaceAll('`', ''), text.join('\n').trim()]
    }),
  )
}

function readText(...path: string[]): string {
  return readFileSync(join(...path), 'utf8')
}
