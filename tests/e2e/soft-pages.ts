import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import type { AddressInfo } from 'node:net'

/** How pages go to the next one without loading it, each as a well-known library does. */
export const WAYS = ['turbo', 'react', 'vue', 'htmx'] as const

export type Way = (typeof WAYS)[number]

export interface SoftPages {
  /** The first item of a site that goes on in this way. */
  item(way: Way): string
  /** A page with this beside its title: `late` puts it there when the page has been there for a while. */
  beside(what: string): string
  stop(): Promise<void>
}

/** Starts a small tracker on loopback, which says that it is one that we know. */
export async function startSoftPages(): Promise<SoftPages> {
  const app = new Hono()
  app.get('/soft/:way/:item', ({ req, html }) => html(document(req.param('item'), script(req.param('way')))))
  app.get('/part/:item', ({ req, html }) => html(part(req.param('item'))))
  app.get('/beside/:what', ({ req, html }) => html(besideTitle(req.param('what'))))
  const { promise, resolve } = Promise.withResolvers<AddressInfo>()
  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, resolve)
  const origin = `http://localhost:${(await promise).port}`
  return {
    item: (way) => `${origin}/soft/${way}/1`,
    beside: (what) => `${origin}/beside/${what}`,
    stop: () => new Promise((done) => server.close(() => done())),
  }
}

const TITLES: Record<string, string> = { 1: 'Short', 2: 'Retire the old signing keys before the audit' }

function document(item: string, js: string): string {
  return page(
    `<div id="root">${part(item)}</div><p><a id="next" href="2">Next</a></p><script>${js}</script>`,
    TITLES[item],
  )
}

function page(body: string, title = 'Ticket'): string {
  const head = `<meta charset="utf-8"><meta name="application-name" content="JIRA"><link rel="icon" href="data:,">
    <title>${title}</title><style>body { margin: 20px; font: 16px sans-serif } h1 { font-size: 26px }</style>`
  return `<!doctype html><html lang="en"><head>${head}</head><body>${body}</body></html>`
}

/** The second item has a notice above its title. */
function part(item: string): string {
  const notice = item === '2' ? '<p style="height: 120px">This one is urgent.</p>' : ''
  return `${notice}<h1>${TITLES[item]}</h1><p>What happened, and since when.</p>`
}

/** What is clicked goes to the second item, in the way of the library. */
function script(way: string): string {
  return `
    const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
    const get = async (address) => (await fetch(address)).text()
    const ways = {
      async turbo() {
        const next = new DOMParser().parseFromString(await get('2'), 'text/html')
        history.pushState({}, '', '2')
        document.title = next.title
        document.documentElement.replaceChild(document.adoptNode(next.body), document.body)
      },
      async react() {
        history.pushState({}, '', '2')
        root.replaceChildren(Object.assign(document.createElement('p'), { textContent: 'Loading' }))
        const template = document.createElement('template')
        template.innerHTML = await get('/part/2')
        await wait(600)
        root.replaceChildren(template.content)
      },
      async vue() {
        const [heading, text] = [root.querySelector('h1'), await get('/part/2')]
        history.pushState({}, '', '2')
        await wait(200)
        const next = new DOMParser().parseFromString(text, 'text/html')
        heading.firstChild.data = next.querySelector('h1').textContent
        heading.before(document.adoptNode(next.querySelector('p')))
      },
      async htmx() {
        root.innerHTML = await get('/part/2')
        history.pushState({}, '', '2')
      },
    }
    next.onclick = (event) => { event.preventDefault(); ways['${way}']() }`
}

const BUTTON = '<button id="danger" style="height: 30px">Delete</button>'
const row = (heading: string, beside: string) =>
  `<div style="display: flex; align-items: center">${heading}${beside}</div>`

function besideTitle(what: string): string {
  const [next, far, late] = [
    row('<h1>Ticket</h1>', BUTTON),
    row('<h1 style="flex: 1">Ticket</h1>', BUTTON),
    `<h1 style="position: relative">Ticket</h1><script>setTimeout(() => {
       document.querySelector('h1').insertAdjacentHTML('beforeend', '${BUTTON.replace('style="', 'style="position: absolute; top: 0; left: 120px; ')}')
     }, 600)</script>`,
  ]
  const within = `<h1>Ticket <span style="float: right; margin-right: 50%">${BUTTON}</span></h1>`
  return page({ next, far, late, within }[what] ?? '')
}
