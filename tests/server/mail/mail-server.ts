import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import type { MailSettings } from '../../../server/mail/settings.ts'
import { openLog } from '../../../server/observing/log.ts'

/** What came in: the envelope, which says where it goes, and the mail as it was written. */
export interface Received {
  from: string
  to: string[]
  raw: string
}

/** `=?UTF-8?B?…?=` and `=?UTF-8?Q?…?=` as text (RFC 2047). */
function decodeWords(line: string): string {
  const joined = line.replaceAll(/\?=\s+=\?/g, '?==?')
  return joined.replaceAll(/=\?UTF-8\?([BQ])\?(.*?)\?=/gi, (_all, form: string, coded: string) =>
    form.toUpperCase() === 'B'
      ? Buffer.from(coded, 'base64').toString()
      : decodeQuoted(coded.replaceAll('_', ' ')),
  )
}

function decodeQuoted(coded: string): string {
  const bytes = coded
    .replaceAll(/=\r?\n/g, '')
    .replaceAll(/=([\dA-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString()
}

export function headerOf({ raw }: Received, name: string): string | undefined {
  const [head = ''] = raw.split('\r\n\r\n')
  const line = new RegExp(`^${name}: (.*(?:\r\n[ \t].*)*)`, 'im').exec(head)?.[1]
  return line === undefined ? undefined : decodeWords(line)
}

/** One of the two forms that a mail has. */
export function partOf({ raw }: Received, type: 'text/plain' | 'text/html'): string {
  const [, part = ''] = raw.split(`Content-Type: ${type}`)
  const [head = '', ...body] = part.split('\r\n\r\n')
  const [coded = ''] = body.join('\r\n\r\n').split('\r\n--')
  return head.includes('base64') ? Buffer.from(coded, 'base64').toString() : decodeQuoted(coded)
}

/** A real SMTP server that keeps what it is sent. */
export async function openMailServer() {
  const received: Received[] = []
  let refusal: Error | null = null
  let gate = Promise.resolve()
  const server = new SMTPServer({
    authOptional: true,
    hideSTARTTLS: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    async onConnect(_session, done) {
      await gate
      done()
    },
    onRcptTo(_address, _session, done) {
      done(refusal)
    },
    async onData(stream, { envelope }, done) {
      const raw = await text(stream)
      const from = envelope.mailFrom ? envelope.mailFrom.address : ''
      received.push({ from, to: envelope.rcptTo.map(({ address }) => address), raw })
      done()
    },
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  // oxlint-disable-next-line typescript/consistent-type-assertions -- a server that listens on a port has an address of this kind
  const { port } = server.server.address() as AddressInfo

  return {
    received,
    settings: {
      url: new URL(`smtp://127.0.0.1:${port}`),
      from: 'Bright Spots <thanks@corp.example>',
    } satisfies MailSettings,
    /** The mail that came last, of so many. */
    async arrival(count = 1): Promise<Received> {
      for (let tries = 0; received.length < count && tries < 500; tries += 1)
        await new Promise((resolve) => setTimeout(resolve, 10))
      const last = received.at(-1)
      if (!last || received.length !== count) throw new Error(`${received.length} mails came, not ${count}`)
      return last
    },
    /** Refuses every recipient, in these words. */
    refuse(words: string) {
      refusal = Object.assign(new Error(words), { responseCode: 550 })
    },
    /** Says nothing to whoever connects. @returns what ends that. */
    holdBack(): () => void {
      const { promise, resolve } = Promise.withResolvers<void>()
      gate = promise
      return resolve
    },
    async close() {
      const { promise, resolve } = Promise.withResolvers<void>()
      server.close(() => resolve())
      await promise
    },
  }
}

export type MailServer = Awaited<ReturnType<typeof openMailServer>>

/** A log that is kept. */
export function keptLog() {
  const lines: string[] = []
  return { lines, log: openLog('info', { write: (line) => lines.push(line) }) }
}
