import { html, raw } from 'hono/html'
import type { Language } from '../locales/texts.ts'
import { directionOf, TEXTS } from '../locales/texts.ts'
import type { Letter } from './mail.ts'

type Text = keyof (typeof TEXTS)['en']

/** What a letter is about: something to type or to paste, with words before and after it. */
interface Content {
  to: string
  language: Language
  subject: Text
  lead: Text
  /** What is to be typed or pasted: without spaces, so that no direction of writing turns its parts around. */
  secret: string
  after: readonly Text[]
  /** For the `{name}` in the texts. */
  values: Readonly<Record<string, string>>
}

const FONT = 'font: 16px/1.5 system-ui, sans-serif'
const SECRET = `${FONT}; font-size: 24px; font-weight: bold; letter-spacing: 1px; overflow-wrap: anywhere`

async function write({ to, language, subject, lead, secret, after, values }: Content): Promise<Letter> {
  const say = (key: Text) =>
    TEXTS[language][key].replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
  const direction = directionOf(language)
  const page = html`<!doctype html>
    <html lang="${language}" dir="${direction}">
      <head>
        <meta charset="utf-8" />
        <title>${say(subject)}</title>
      </head>
      <body dir="${direction}" style="${FONT}; max-width: 560px">
        <p>${say(lead)}</p>
        <p dir="ltr" align="${direction === 'rtl' ? 'right' : 'left'}" style="${raw(SECRET)}">${secret}</p>
        ${after.map((key) => html`<p>${say(key)}</p>`)}
      </body>
    </html>`
  const text = [say(lead), secret, ...after.map(say)].join('\n\n')
  return { to, language, subject: say(subject), text: `${text}\n`, html: (await page).valueOf() }
}

interface Addressed {
  to: string
  language: Language
}

/** A code to sign in with. No link: what only looks at mails, such as a scanner, must not use it up. */
export function writeCodeLetter(code: string, minutes: number, { to, language }: Addressed): Promise<Letter> {
  return write({
    to,
    language,
    subject: 'mail_code_subject',
    lead: 'mail_code_lead',
    secret: code,
    after: ['mail_code_more', 'mail_code_stranger'],
    values: { code, minutes: String(minutes) },
  })
}

/** Why somebody is invited: an admin did it, or a colleague thanked them. */
export type InviteReason = 'invite' | 'thanked'

/** An invitation to be pasted into the extension; as a link it opens a page that explains that, and uses nothing up. */
export function writeInviteLetter(
  invitation: string,
  reason: InviteReason,
  { to, language, days }: Addressed & { days: number },
): Promise<Letter> {
  return write({
    to,
    language,
    subject: `mail_${reason}_subject`,
    lead: `mail_${reason}_lead`,
    secret: invitation,
    after: ['mail_invite_how', 'mail_invite_more'],
    values: { days: String(days) },
  })
}
