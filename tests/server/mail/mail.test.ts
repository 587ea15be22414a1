import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { LANGUAGES, TEXTS } from '../../../server/locales/texts.ts'
import { writeCodeLetter, writeInviteLetter } from '../../../server/mail/letters.ts'
import { openMail } from '../../../server/mail/mail.ts'
import type { MailServer } from './mail-server.ts'
import { headerOf, keptLog, openMailServer, partOf } from './mail-server.ts'

let server: MailServer
beforeEach(async () => {
  server = await openMailServer()
})
afterEach(() => server.close())

async function send(to: string, settings = server.settings) {
  const { lines, log } = keptLog()
  const mail = openMail(settings, log)
  const isSent = await mail.send(await writeCodeLetter('12345678', 10, { to, language: 'en' }))
  await mail.close()
  return { isSent, logged: lines.join('') }
}

describe('a mail', () => {
  test('goes to its one address, from the one that was set', async () => {
    expect(await send('ada@corp.example')).toEqual({ isSent: true, logged: '' })
    const mail = await server.arrival()
    expect(mail).toMatchObject({ from: 'thanks@corp.example', to: ['ada@corp.example'] })
    expect(headerOf(mail, 'From')).toBe('Bright Spots <thanks@corp.example>')
    expect(headerOf(mail, 'To')).toBe('ada@corp.example')
    expect(headerOf(mail, 'Auto-Submitted')).toBe('auto-generated')
    expect(headerOf(mail, 'Subject')).toBe('12345678 is your code for Bright Spots')
  })

  test('keeps the case before the @, which may matter to who receives it', async () => {
    expect((await send('Ada.B+x@Corp.Example')).isSent).toBe(true)
    expect((await server.arrival()).to).toEqual(['Ada.B+x@corp.example'])
  })

  test.each([
    'bob@corp.test\r\nBcc: b@evil.test',
    'ada@corp.example, b@evil.test',
    'Ada <b@evil.test>',
    'undisclosed: b@evil.test;',
    '"ada@corp.example" <b@evil.test>',
    'ada@corp.example (b@evil.test)',
    'ada@\u212Aorp.example',
    '',
  ])('to %j goes to nobody', async (to) => {
    const { isSent, logged } = await send(to)
    expect(isSent).toBe(false)
    expect(server.received).toEqual([])
    expect(logged).toContain('A mail could not be sent')
    expect(logged).not.toContain('evil')
  })

  test('that is refused is told to the log, without the address and the words about it', async () => {
    server.refuse('no such user ada@corp.example')
    const { isSent, logged } = await send('ada@corp.example')
    expect(isSent).toBe(false)
    expect(JSON.parse(logged)).toMatchObject({ level: 'error', fault: { code: 'EENVELOPE' } })
    expect(logged).not.toMatch(/ada|corp\.example|no such user|12345678/)
  })

  test('to a server that is away is told to the log', async () => {
    await server.close()
    const { isSent, logged } = await send('ada@corp.example')
    expect(isSent).toBe(false)
    expect(logged).not.toMatch(/ada|12345678/)
    server = await openMailServer()
  })

  test('is waited for when the server stops', async () => {
    const letGo = server.holdBack()
    const mail = openMail(server.settings, keptLog().log)
    void mail.send(await writeCodeLetter('12345678', 10, { to: 'ada@corp.example', language: 'en' }))
    setTimeout(letGo, 50)
    await mail.close()
    expect(server.received).toHaveLength(1)
  })
})

describe.each(LANGUAGES)('in %s', (language) => {
  const to = 'ada@corp.example'

  test('a code comes first in the subject, once in each form, and nothing is a link', async () => {
    const letter = await writeCodeLetter('01234567', 10, { to, language })
    expect(letter.subject).toMatch(/^01234567/)
    for (const form of [letter.text, letter.html.replace(/<title>.*<\/title>/, '')])
      expect(form.split('01234567')).toHaveLength(2)
    expect(letter.text + letter.html).not.toMatch(/https?:|href/)
    expect(letter.text).toContain(TEXTS[language].mail_code_stranger)
    expect(letter.text + letter.subject).not.toMatch(/[{}]/)
  })

  test('an invitation is whole, and looks the right way', async () => {
    const invitation = `https://thanks.corp.example#${'x'.repeat(43)}`
    for (const reason of ['invite', 'thanked'] as const) {
      const letter = await writeInviteLetter(invitation, reason, { to, language, days: 7 })
      expect(letter.text.split('\n')).toContain(invitation)
      expect(letter.html).toContain(
        `lang="${language}" dir="${language === 'ar' || language === 'he' ? 'rtl' : 'ltr'}"`,
      )
      expect(letter.html).not.toContain('href')
      expect(letter.subject + letter.text).not.toMatch(/[{}]/)
    }
  })

  test('arrives as it was written', async () => {
    const mail = openMail(server.settings, keptLog().log)
    const letter = await writeCodeLetter('01234567', 10, { to, language })
    expect(await mail.send(letter)).toBe(true)
    await mail.close()
    const received = await server.arrival()
    expect(headerOf(received, 'Subject')).toBe(letter.subject)
    expect(headerOf(received, 'Content-Language')).toBe(language)
    expect(partOf(received, 'text/plain').replaceAll('\r\n', '\n').trim()).toBe(letter.text.trim())
    expect(partOf(received, 'text/html')).toContain(TEXTS[language].mail_code_lead)
  })
})

test('what is written into a letter cannot become markup', async () => {
  const letter = await writeInviteLetter('https://x#<b>&', 'invite', {
    to: 'a@b.example',
    language: 'en',
    days: 7,
  })
  expect(letter.html).toContain('https://x#&lt;b&gt;&amp;')
})
