import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'
import { CALLBACK, CLIENT_ID, CLIENT_SECRET } from './journey.ts'

type Claims = Readonly<Record<string, string | boolean>>

/** A browser that knows cookies, forms and redirects. */
class Browser {
  readonly #cookies = new Map<string, string>()

  async #visit(address: URL, form?: string): Promise<Response> {
    const cookie = Array.from(this.#cookies, ([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(address, {
      redirect: 'manual',
      method: form === undefined ? 'GET' : 'POST',
      body: form ?? null,
      headers: { cookie, ...(form !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }) },
    })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value) this.#cookies.set(name, value)
      else this.#cookies.delete(name)
    }
    return answer
  }

  /** Walks from page to page until it is sent to that address; `fill` writes the form of a page. */
  async walk(from: URL, to: string, fill: (page: string) => string): Promise<URL> {
    let [address, form]: [URL, string | undefined] = [from, undefined]
    for (let steps = 0; steps < 15; steps += 1) {
      const answer = await this.#visit(address, form)
      const page = await answer.text()
      const next = answer.headers.get('location') ?? /<form[^>]* action="([^"]+)"/.exec(page)?.[1]
      if (next === undefined) throw new Error(`${answer.status} leads nowhere: ${page.slice(0, 300)}`)
      form = answer.headers.has('location') ? undefined : fill(page)
      address = new URL(next, address)
      if (address.href.startsWith(to)) return address
    }
    throw new Error('The way has no end')
  }
}

/** oidc-provider, which is certified, as an organisation would run it. Whoever signs in may type any name of these. */
export async function openHonestProvider(people: Readonly<Record<string, Claims>>) {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // oxlint-disable-next-line typescript/consistent-type-assertions -- a server that listens on a port has an address of this kind
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT_ID,
        client_secret: CLIENT_SECRET,
        redirect_uris: [CALLBACK],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    cookies: { keys: ['a-key-for-tests'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    pkce: { required: () => true },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({ sub: id, ...people[id] }),
    }),
  })
  const answer = provider.callback()
  server.on('request', (request, response) => void answer(request, response))

  return {
    issuer,
    /** Signs in there as that person. @returns where the provider then sends the browser. */
    signIn(from: URL, name: string): Promise<URL> {
      const fill = (page: string) =>
        page.includes('name="login"') ? `prompt=login&login=${name}&password=x` : 'prompt=consent'
      return new Browser().walk(from, CALLBACK, fill)
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

export type HonestProvider = Awaited<ReturnType<typeof openHonestProvider>>
