import { once } from 'node:events'
import { createServer } from 'node:http'
import OpenIdProvider from 'oidc-provider'
import type { Page } from 'puppeteer-core'
import { openMailServer, partOf } from '../server/mail/mail-server.ts'
import type { BrowserUnderTest } from './browser-under-test.ts'
import { freePort } from './free-port.ts'
import { startServer, type ServerUnderTest } from './server.ts'
import { until } from './until.ts'

const CLIENT_ID = 'bright-spots'
const CLIENT_SECRET = 'secret-secret-secret-secret-secret'

/** An organisation with mail and a sign-in of its own, and a server that offers every way in. */
export interface Organisation {
  server: ServerUnderTest
  /** Where its sign-in is. */
  issuer: string
  /** The digits of the last mail; waits until there were so many. */
  codeFromMail(count: number): Promise<string>
  mails(): { to: string[] }[]
  /** Whether its sign-in still knows who has signed in before, or asks everybody. It asks, until told. */
  remember(isRemembering: boolean): void
  end(): Promise<void>
}

export async function startOrganisation(): Promise<Organisation> {
  const port = await freePort()
  const address = `http://127.0.0.1:${port}`
  const mail = await openMailServer()
  const provider = await openProvider(`${address}/api/v1/sessions/oidc/callback`)
  const server = await startServer({
    port,
    env: {
      PUBLIC_URL: address,
      ALLOWED_DOMAINS: 'corp.example',
      SMTP_URL: mail.settings.url.href,
      MAIL_FROM: mail.settings.from,
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: CLIENT_ID,
      OIDC_CLIENT_SECRET: CLIENT_SECRET,
    },
  })
  return {
    server,
    issuer: provider.issuer,
    async codeFromMail(count) {
      const [code = ''] = /\b\d{8}\b/.exec(partOf(await mail.arrival(count), 'text/plain')) ?? []
      return code
    },
    mails: () => mail.received,
    remember: provider.remember,
    async end() {
      await server.remove()
      await Promise.all([provider.close(), mail.close()])
    },
  }
}

/** oidc-provider, which is certified. Whoever signs in types an e-mail address, and is believed. */
async function openProvider(callback: string) {
  const port = await freePort()
  const issuer = `http://127.0.0.1:${port}`
  const provider = new OpenIdProvider(issuer, {
    clients: [
      {
        client_id: CLIENT_ID,
        client_secret: CLIENT_SECRET,
        redirect_uris: [callback],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    cookies: { keys: ['a-key-for-tests'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    pkce: { required: () => true },
    findAccount: (_context, email) => ({
      accountId: email,
      claims: () => ({ sub: email, email, email_verified: true, name: email }),
    }),
  })
  const answer = provider.callback()
  let isRemembering = false
  const server = createServer((request, response) => {
    if (!isRemembering && request.url?.startsWith('/auth?')) delete request.headers.cookie
    void answer(request, response)
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const close = async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
  const remember = (isOn: boolean) => {
    isRemembering = isOn
  }
  return { issuer, remember, close }
}

/** The window of the organisation's sign-in, which the browser has opened. */
export function waitForSignIn(browser: BrowserUnderTest, { issuer }: Organisation): Promise<Page> {
  return browser.waitForPage(`${issuer}/interaction/`)
}

/** Signs in there by an e-mail address, agrees that the server may know it, and waits until the window has closed. */
export async function signInThere(
  browser: BrowserUnderTest,
  organisation: Organisation,
  email: string,
): Promise<void> {
  const page = await waitForSignIn(browser, organisation)
  const login = await page.waitForSelector('input[name=login]')
  await login?.type(email)
  await page.type('input[name=password]', 'any')
  await page.keyboard.press('Enter')
  await page.waitForSelector('input[name=prompt][value=consent]')
  await agree(page)
  await until('its window to close', async () => {
    const addresses = await browser.tabAddresses()
    return !addresses.some((address) => address.startsWith(organisation.issuer))
  })
}

/** Once: a second click, before the answer to the first, would be refused, and that page stays. */
async function agree(page: Page): Promise<void> {
  try {
    await page.$eval('button[type=submit]', (button) => button.click())
  } catch {
    // The window goes with this click, and takes the answer along.
  }
}
