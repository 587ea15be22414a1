import { Hono } from 'hono'

/** A ticket of a tracker whose markup has changed, and pages of no tool: a plain one, one with frames of its own and of another site, and one that extensions may not read. */
export function createPlainPages(): Hono {
  const app = new Hono()
  app.get('/tracker/issues/:id', (c) => c.html(REDESIGNED))
  app.get('/plain', (c) => c.html(PLAIN))
  app.get('/framed', (c) => c.html(framed(new URL(c.req.url))))
  app.get('/framed/inside', (c) => c.html(INSIDE))
  app.get('/files/runbook.pdf', (c) => c.body(PDF, 200, { 'content-type': 'application/pdf' }))
  return app
}

const page = (title: string, body: string) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><link rel="icon" href="data:,">${body}</html>`

const PLAIN = page(
  'Lunch on Thursday',
  `<h1>Lunch on Thursday</h1>
  <p id="first">The kitchen is open again.</p>
  <p>Ask <a href="mailto:noor.haddad@corp.example?subject=Lunch">Noor</a> about the menu.</p>`,
)

/** Of the ticket's reader, only what tells the tool. */
const REDESIGNED = page(
  'Queue grows on Mondays',
  `<meta name="description" content="Redmine">
  <main class="ticket-card"><h2>Queue grows on Mondays</h2><p class="who user-amelia">Amelia Hart</p></main>`,
)

const INSIDE = page('Inside', '<p>The queue is quiet since Tuesday.</p>')

/** The other frame is on 127.0.0.1, which is another site than localhost. */
function framed({ port }: URL): string {
  const frame = (name: string, origin: string) =>
    `<iframe name="${name}" src="${origin}/framed/inside" width="600" height="120"></iframe>`
  const frames = frame('own', '') + frame('other', `http://127.0.0.1:${port}`)
  return page('A page with frames', `<h1>A page with frames</h1>${frames}`)
}

const PDF = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj
4 0 obj<</Length 44>>stream
BT /F 18 Tf 20 100 Td (On-call runbook) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
`
