import { browser, type Browser } from 'wxt/browser'
import { openTexts, t } from '../i18n.ts'
import { openComposerWindow } from './composer-window.ts'
import { prepareComposer } from './opening.ts'

const ITEM = 'send-a-bright-spot'

/** One item for every place in a page. `frame` is named because Firefox offers nothing inside a frame without it. */
const CONTEXTS: NonNullable<Browser.contextMenus.CreateProperties['contexts']> = [
  'page',
  'frame',
  'selection',
  'link',
  'image',
  'video',
  'audio',
  'editable',
]

/** One at a time: an installation and the language that it finds both come here, and two items cannot have one name. */
export async function createMenu(): Promise<void> {
  await openTexts()
  await navigator.locks.request('bright-spots menu', async () => {
    await browser.contextMenus.removeAll()
    browser.contextMenus.create({ id: ITEM, title: t('menu_send'), contexts: CONTEXTS })
  })
}

/** The click gives activeTab: the page is read now, and only now. */
export async function openFromMenu(
  info: Browser.contextMenus.OnClickData,
  tab: Browser.tabs.Tab | undefined,
): Promise<void> {
  if (info.menuItemId !== ITEM || !tab) return
  await prepareComposer(tab, { linkUrl: info.linkUrl, selection: info.selectionText })
  await openComposerWindow(tab.windowId)
}
