/* The smallest extension that uses every way in, to prove that the harness can drive each of them. */
const boot = Math.random()

chrome.runtime.onInstalled.addListener(() => {
  const contexts = ['page', 'selection', 'link']
  chrome.contextMenus.create(
    { id: 'spot', title: 'Send a bright spot', contexts },
    () => void chrome.runtime.lastError,
  )
})

chrome.contextMenus.onClicked.addListener(async ({ selectionText, linkUrl }) => {
  const opened = chrome.action.openPopup()
  await chrome.storage.local.set({ menu: { selectionText, linkUrl } })
  await opened
})

chrome.permissions.onAdded.addListener(async ({ origins }) => {
  await chrome.scripting.registerContentScripts([{ id: 'launcher', js: ['launcher.js'], matches: origins }])
})

chrome.notifications.onClicked.addListener((id) => chrome.storage.local.set({ clicked: id }))

const ANSWERS = {
  boot: () => boot,
  open: () => chrome.action.openPopup(),
  fetch: ({ url }) =>
    fetch(url).then(
      ({ status }) => status,
      () => 'offline',
    ),
  notify: async () => {
    const iconUrl = chrome.runtime.getURL('icon.png')
    await chrome.notifications.create('n', { type: 'basic', iconUrl, title: 'Grace', message: 'thanked you' })
    await chrome.action.setBadgeText({ text: '1' })
  },
}

chrome.runtime.onMessage.addListener((message, _sender, reply) => {
  void Promise.resolve(ANSWERS[message.type](message)).then(reply)
  return true
})
