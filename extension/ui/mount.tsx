import { render, type VNode } from 'preact'
import { t } from '../i18n.ts'

/** Renders a page of the extension, in the language and direction of its texts. */
export function mount(page: VNode): void {
  const { documentElement: root } = document
  root.lang = t('language_tag')
  root.dir = t('text_direction')
  document.title = t('extension_name')
  const place = document.querySelector('#app')
  if (place) render(page, place)
}
