const output = document.querySelector('output')
const textarea = document.querySelector('textarea')

chrome.storage.local.get('draft').then(({ draft = '' }) => {
  textarea.value = draft
})
textarea.addEventListener('input', () => chrome.storage.local.set({ draft: textarea.value }))
textarea.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && event.ctrlKey && event.isTrusted) output.textContent = `sent ${textarea.value}`
})

document.querySelector('#grant').addEventListener('click', async () => {
  const granted = await chrome.permissions.request({ origins: ['http://localhost/*'] })
  output.textContent = granted ? 'granted' : 'refused'
})

document.querySelector('#read').addEventListener('click', async () => {
  const [tab] = await chrome.tabs.query({ active: true, currentWindow: true })
  const func = () => document.title
  const [{ result }] = await chrome.scripting.executeScript({ target: { tabId: tab.id }, func })
  output.textContent = `read ${result}`
})
