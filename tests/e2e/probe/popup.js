const output = document.querySelector('output')
const textarea = document.querySelector('textarea')

const { draft = '' } = await chrome.storage.local.get('draft')
textarea.value = draft

textarea.addEventListener('input', () => void chrome.storage.local.set({ draft: textarea.value }))
textarea.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && event.ctrlKey && event.isTrusted) output.textContent = `sent ${textarea.value}`
})

document.querySelector('#grant').addEventListener('click', () => void turnOn())
document.querySelector('#read').addEventListener('click', () => void readPage())

async function turnOn() {
  const granted = await chrome.permissions.request({ origins: ['http://localhost/*'] })
  output.textContent = granted ? 'granted' : 'refused'
}

async function readPage() {
  const [tab] = await chrome.tabs.query({ active: true, currentWindow: true })
  const [{ result }] = await chrome.scripting.executeScript({ target: { tabId: tab.id }, func: title })
  output.textContent = `read ${result}`
}

function title() {
  return document.title
}
