import { effect } from '@preact/signals'
import { render, type VNode } from 'preact'
import { browser } from 'wxt/browser'
import { openTexts, reopenTexts, spokenLanguage, t } from '../i18n.ts'
import { onLanguageChosen } from '../settings.ts'
import { keepUp } from './act.ts'
import { keepFocus } from './focus.ts'

/** Renders a page of the extension, in the language and direction of its texts. */
export async function mount(page: VNode): Promise<void> {
  const canSpeak = await openTexts().then(
    () => true,
    () => false,
  )
  if (canSpeak) speakAndRender(page)
  else sayThatNothingCame()
}

/** In the browser's own words: it has the texts without arguments too. */
function sayThatNothingCame(): void {
  document.documentElement.dir = browser.i18n.getMessage('@@bidi_dir')
  document.body.textContent = browser.i18n.getMessage('problem_background')
}

function speakAndRender(page: VNode): void {
  onLanguageChosen(() => keepUp(reopenTexts()))
  effect(() => {
    const { documentElement: root } = document
    const { language, direction } = spokenLanguage()
    root.lang = language
    root.dir = direction
    document.title = t('extension_name')
  })
  const place = document.querySelector('#app')
  if (!place) return
  keepFocus(place)
  render(page, place)
}
