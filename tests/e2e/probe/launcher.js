const host = document.createElement('bright-spots-launcher')
host.style.cssText = 'position: absolute; width: 0; height: 0'
const root = host.attachShadow({ mode: 'closed' })
root.innerHTML = `<button style="position: absolute; left: 24px; top: 4px; width: 140px">Send a bright spot</button>`
root.firstChild.addEventListener('click', (event) => {
  if (event.isTrusted) void chrome.runtime.sendMessage({ type: 'open' })
})
document.querySelector('h1').append(host)
