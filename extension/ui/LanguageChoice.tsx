import { signal } from '@preact/signals'
import { t } from '../i18n.ts'
import { choosable, nameOf } from '../languages.ts'
import type { Policy } from '../policy.ts'
import { keepLanguageChoice, readLanguageSettings } from '../settings.ts'
import { act, keepUp } from './act.ts'
import { SetByOrganisation } from './Organisation.tsx'
import { useStore } from './use.ts'

function createLanguageChoice() {
  const chosen = signal('browser')
  const choose = (language: string) => {
    chosen.value = language
    act(keepLanguageChoice(language))
  }
  keepUp(readLanguageSettings().then((settings) => (chosen.value = settings.chosen)))
  return { chosen, choose }
}

/** Each language by its own name, so that whoever cannot read the present one finds theirs. */
export function LanguageChoice({ policy: { languages, locked } }: { policy: Policy }) {
  const { chosen, choose } = useStore(createLanguageChoice)
  const offered = choosable({ allowed: languages, isLocked: locked.includes('languages') })
  return (
    <section class="language">
      <label for="language">{t('options_language')}</label>
      <select
        id="language"
        value={offered.includes(chosen.value) ? chosen.value : 'browser'}
        aria-describedby={languages.length > 0 ? 'language-set' : undefined}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        <option value="browser">{t('options_language_browser')}</option>
        {offered.map((language) => (
          <option key={language} value={language} lang={language}>
            {nameOf(language)}
          </option>
        ))}
      </select>
      {languages.length > 0 && <SetByOrganisation id="language-set" />}
    </section>
  )
}
