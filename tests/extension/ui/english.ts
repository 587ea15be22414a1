import { vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { compileMessages, readMessages } from '../../../extension/compile-messages.ts'

/** The browser speaks English, and has the texts as they are packaged; `openTexts` then finds them. */
export function speakEnglish(): void {
  vi.stubGlobal('fetch', async () => new Response(compileMessages(readMessages('en'))))
  vi.spyOn(fakeBrowser.i18n, 'getUILanguage').mockReturnValue('en')
}
