import { effect } from '@preact/signals'
import { render, type VNode } from 'preact'
import { openTexts, reopenTexts, spokenLanguage, t } from '../i18n.ts'
import { onLanguageChosen } from '../storage.ts'
import { keepUp } from './act.ts'
import { keepFocus } from './focus.ts'

/** Renders a page of the extension, in the language and direction of its texts. */
export async function mount(page: VNode): Promise<void> {
  await openTexts()
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
