import { t } from '../i18n.ts'
import { LANGUAGES } from '../languages.ts'
import { LOCKABLE, type IgnoredSetting, type PolicyKey } from '../policy.ts'
import { Note } from './parts.tsx'

/** What a value of each key looks like. */
const EXAMPLES: Record<PolicyKey, string> = {
  server: 'https://thanks.corp.example',
  sites: 'https://wiki.corp.example',
  languages: LANGUAGES.join(', '),
  locked: LOCKABLE.join(', '),
}

/** What cannot be used in the organisation's settings, so that somebody can tell those who wrote them. */
export function IgnoredSettings({ settings }: { settings: IgnoredSetting[] }) {
  return settings.map(({ key, value }) => (
    <Note key={`${key} ${value}`}>{t('organisation_ignored', { key, value, example: EXAMPLES[key] })}</Note>
  ))
}
