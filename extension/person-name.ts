import type { Person } from '../shared/recognition.ts'
import { t } from './i18n.ts'

/** What somebody is called here. Of a leaver nothing is kept, the name neither. */
export function nameOf({ name, former }: Pick<Person, 'name' | 'former'>): string {
  return former ? t('former_colleague') : name
}
