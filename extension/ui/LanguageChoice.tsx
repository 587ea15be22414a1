import { signal } from '@preact/signals'
import { t } from '../i18n.ts'
import { amongOurs, LANGUAGES, nameOf } from '../languages.ts'
import { keepLanguageChoice, readLanguageSettings } from '../storage.ts'
import { act, keepUp } from './act.ts'
import { useStore } from './use.ts'

function createLanguageChoice() {
  const chosen = signal('browser')
  const offered = signal(LANGUAGES)
  const choose = (language: string) => {
    chosen.value = language
    act(keepLanguageChoice(language))
  }
  const load = async () => {
    const settings = await readLanguageSettings()
    chosen.value = settings.chosen
    offered.value = amongOurs(settings.allowed)
  }
  keepUp(load())
  return { chosen, offered, choose }
}

/** Each language by its own name, so that whoever cannot read the present one finds theirs. */
export function LanguageChoice() {
  const { chosen, offered, choose } = useStore(createLanguageChoice)
  return (
    <section class="language">
      <label for="language">{t('options_language')}</label>
      <select id="language" value={chosen.value} onChange={(event) => choose(event.currentTarget.value)}>
        <option value="browser">{t('options_language_browser')}</option>
        {offered.value.map((language) => (
          <option key={language} value={language} lang={language}>
            {nameOf(language)}
          </option>
        ))}
      </select>
    </section>
  )
}
