import { isProblemCode } from '../../shared/problem.ts'
import { isPassing, type Fault } from '../faults.ts'
import { t } from '../i18n.ts'

/** What to say of a fault where nothing is tried again by itself, as the words for what waits to be sent promise. */
export function wordsForNow(fault: Fault): string {
  return isProblemCode(fault) && isPassing(fault) ? t('sign_in_later') : t(`problem_${fault}`)
}
