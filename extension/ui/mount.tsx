import { render, type VNode } from 'preact'
import { browser } from 'wxt/browser'
import { t } from '../i18n.ts'

/** Renders a page of the extension, in the language and direction of the browser. */
export function mount(page: VNode): void {
  const { documentElement: root } = document
  root.lang = browser.i18n.getUILanguage()
  root.dir = browser.i18n.getMessage('@@bidi_dir')
  document.title = t('extension_name')
  const place = document.querySelector('#app')
  if (place) render(page, place)
}
