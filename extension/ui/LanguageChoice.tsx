import { signal } from '@preact/signals'
import { t } from '../i18n.ts'
import { LANGUAGES, nameOf } from '../languages.ts'
import { keepLanguageChoice, readLanguageChoice } from '../storage.ts'
import { act } from './act.ts'
import { useStore } from './use.ts'

function createLanguageChoice() {
  const chosen = signal('browser')
  const choose = (language: string) => {
    chosen.value = language
    act(keepLanguageChoice(language))
  }
  act(readLanguageChoice().then((language) => (chosen.value = language)))
  return { chosen, choose }
}

/** Each language by its own name, so that whoever cannot read the present one finds theirs. */
export function LanguageChoice() {
  const { chosen, choose } = useStore(createLanguageChoice)
  return (
    <section class="language">
      <label for="language">{t('options_language')}</label>
      <select id="language" value={chosen.value} onChange={(event) => choose(event.currentTarget.value)}>
        <option value="browser">{t('options_language_browser')}</option>
        {LANGUAGES.map((language) => (
          <option key={language} value={language} lang={language}>
            {nameOf(language)}
          </option>
        ))}
      </select>
    </section>
  )
}
