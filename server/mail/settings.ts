import * as v from 'valibot'
import { EmailSignIn } from '../../shared/sign-in.ts'
import { CannotStart } from '../cannot-start.ts'
import type { Environment } from '../environment.ts'

/** How mail goes out. */
export interface MailSettings {
  /** The SMTP server, with what nodemailer takes in its query. */
  url: URL
  from: string
}

/** `thanks@corp.example`, or `Bright Spots <thanks@corp.example>`. */
const SENDER = /^(?:[^<>"\r\n]{1,100}<([^<>\s]+)>|([^<>\s]+))$/

function readUrl(text: string): URL {
  const url = URL.parse(text)
  if (!url || !/^smtps?:$/.test(url.protocol) || !url.hostname || url.hash || !/^\/?$/.test(url.pathname))
    throw new CannotStart(
      'SMTP_URL must be smtp:// or smtps:// with a host, e.g. smtps://name:password@mail.corp.example',
    )
  return url
}

function readSender(text: string): string {
  const [, named, bare] = SENDER.exec(text) ?? []
  if (!v.is(EmailSignIn, { email: named ?? bare }))
    throw new CannotStart(
      'MAIL_FROM must be an e-mail address, e.g. thanks@corp.example or Bright Spots <thanks@corp.example>',
    )
  return text
}

/** Whom mails come from where nobody said so: the server itself. */
function ownAddress(publicUrl: string | undefined): string {
  return `bright-spots@${URL.parse(publicUrl ?? '')?.hostname ?? 'localhost'}`
}

/** Undefined where no mail is to be sent. */
export function readMail({ SMTP_URL, MAIL_FROM, PUBLIC_URL }: Environment): MailSettings | undefined {
  const from = MAIL_FROM ? readSender(MAIL_FROM) : ownAddress(PUBLIC_URL)
  return SMTP_URL ? { url: readUrl(SMTP_URL), from } : undefined
}
