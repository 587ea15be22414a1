import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Window } from 'happy-dom'
import { afterEach, expect, it, vi } from 'vitest'
import reader from '../../../extension/entrypoints/reader.ts'

const html = readFileSync(new URL('pages/gerrit-change.html', import.meta.url), 'utf8')
const answers: Record<string, object> = {
  '/changes/1234': { _number: 1234, owner: { name: 'Li Wei', username: 'li.wei' }, reviewers: {} },
  '/accounts/self': { name: 'Noor Haddad', username: 'noor' },
}

afterEach(() => vi.unstubAllGlobals())

it("reads the answers of Gerrit's API, which no other site may run as a script", async () => {
  const server = createServer(({ url = '' }, response) => {
    const answer = answers[url.replace(/\?.*$/, '')]
    response.writeHead(answer ? 200 : 404).end(`)]}'\n${JSON.stringify(answer)}`)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a server that listens on a port has an address
  const { port } = server.address() as AddressInfo
  const window = new Window({ url: `http://127.0.0.1:${port}/c/corp/ledger/+/1234` })
  window.document.write(html)
  for (const name of ['document', 'Document', 'location'] as const) vi.stubGlobal(name, window[name])
  vi.stubGlobal('getSelection', () => window.getSelection())
  const reading: unknown = await reader.main()
  server.close()
  expect(reading).toMatchObject({ people: [{ role: 'author', name: 'Li Wei', handle: 'li.wei' }] })
})
