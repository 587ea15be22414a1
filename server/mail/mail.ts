import { createTransport } from 'nodemailer'
import { isLoopback } from '../environment.ts'
import { describeFault } from '../observing/fault.ts'
import type { Log } from '../observing/log.ts'
import type { MailSettings } from './settings.ts'

/** A mail to one person. */
export interface Letter {
  /** An address alone, without a name. */
  to: string
  language: string
  subject: string
  text: string
  html: string
}

/** Sends mails. A fault is told to the log, without the address, and to nobody else. */
export interface Mail {
  /** @returns whether the SMTP server took it. Never rejects. */
  send(letter: Letter): Promise<boolean>
  /** Resolves when nothing is under way any more. */
  close(): Promise<void>
}

const WAIT_MS = 15_000

/** A password is not sent in the open, except to this machine. */
function transportOf({ url }: MailSettings) {
  const needsTls = url.protocol === 'smtp:' && url.username !== '' && !isLoopback(url.hostname)
  return createTransport({
    url: url.href,
    ...(needsTls && { requireTLS: true }),
    connectionTimeout: WAIT_MS,
    greetingTimeout: WAIT_MS,
    socketTimeout: WAIT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
}

/** nodemailer sends to whatever it finds in an address, which may hold others: what it found must be the one that was meant. */
function isOnlyRecipient(to: unknown, recipients: readonly string[]): boolean {
  if (typeof to !== 'string' || !/^[\x21-\x7e]+$/.test(to)) return false
  const at = to.lastIndexOf('@')
  return recipients.length === 1 && recipients[0] === to.slice(0, at) + to.slice(at).toLowerCase()
}

export function openMail(settings: MailSettings, log: Log): Mail {
  const transport = transportOf(settings)
  transport.use('stream', ({ data, message }, done) => {
    const isMeant = isOnlyRecipient(data.to, message.getEnvelope().to)
    done(isMeant ? null : new TypeError('A mail would have gone to somebody else'))
  })
  const underWay = new Set<Promise<boolean>>()

  async function deliver(letter: Letter): Promise<boolean> {
    try {
      const { to, language, ...content } = letter
      const headers = { 'Auto-Submitted': 'auto-generated', 'Content-Language': language }
      await transport.sendMail({ from: settings.from, to, headers, ...content })
      return true
    } catch (error) {
      log.error({ fault: describeFault(error) }, 'A mail could not be sent: see SMTP_URL and MAIL_FROM')
      return false
    }
  }

  return {
    send(letter) {
      const sending = deliver(letter).finally(() => underWay.delete(sending))
      underWay.add(sending)
      return sending
    },
    async close() {
      await Promise.all(underWay)
      transport.close()
    },
  }
}
