import { Hono } from 'hono'
import { operation } from '../http/operation.ts'
import { welcomePage } from '../http/welcome-page.ts'

/** The address itself, which people open when an invitation looks like a link. */
export function welcomeRoutes(): Hono {
  return new Hono().get(
    '/',
    operation({
      summary: 'What to do with an invitation',
      for: 'everyone',
      answers: { 200: { description: 'A page', media: 'text/html' } },
    }),
    (c) => c.html(welcomePage),
  )
}
