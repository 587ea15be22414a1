import { Hono } from 'hono'
import { speakTheirLanguage, type Spoken } from '../http/language.ts'
import { operation } from '../http/operation.ts'
import { renderWelcomePage } from '../http/welcome-page.ts'

/** The address itself, which people open when an invitation looks like a link. */
export function welcomeRoutes(): Hono<Spoken> {
  return new Hono<Spoken>().get(
    '/',
    operation({
      summary: 'What to do with an invitation',
      description: 'In the language that `Accept-Language` asks for, if the server speaks it.',
      for: 'everyone',
      answers: { 200: { description: 'A page', media: 'text/html' } },
    }),
    speakTheirLanguage,
    (c) => c.html(renderWelcomePage(c.get('language'))),
  )
}
