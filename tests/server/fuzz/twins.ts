import { Hono } from 'hono'
import type { Context, MiddlewareHandler } from 'hono'
import { v7 as uuidv7 } from 'uuid'
import { answerError } from '../../../server/http/problems.ts'
import type { Services } from '../../../server/services.ts'
import type { Twin } from './batch.ts'
import { SECRET_WORDS } from './place.ts'

/** The app behind something that is wrong. */
function behind(wrong: (services: Services) => MiddlewareHandler): Twin {
  return (app, services) => {
    const twin = new Hono()
    twin.onError(answerError)
    twin.use(wrong(services))
    twin.route('/', app)
    return twin
  }
}

const sentText = (c: Context) => c.req.raw.clone().text()

const throwsOnAnOddCharacter = behind(() => async (c, next) => {
  if ((await sentText(c)).includes('\u202e')) throw new TypeError('right to left')
  await next()
})

const storesBeforeItValidates = behind(({ store, now }) => async (c, next) => {
  if (c.req.method === 'PUT' && c.req.path.includes('/recognitions/'))
    await store.audit.append({
      id: uuidv7(),
      at: now().toISOString(),
      action: 'asked',
      actor: { kind: 'server', id: null },
      target: null,
      address: null,
      requestId: null,
      details: {},
    })
  await next()
})

const storesWhenAsked = behind(({ store }) => async (c, next) => {
  if (c.req.path === '/api/v1/me') await store.changeSettings({ customerTeams: ['Asked'] })
  await next()
})

const repeatsAHeader = behind(() => async (c, next) => {
  await next()
  const origin = c.req.header('origin')
  if (origin !== undefined) c.header('Access-Control-Allow-Origin', origin)
})

const answersInItsOwnWords = behind(() => async (c, next) => {
  await next()
  if (c.res.status === 415) c.res = new Response('no such type', { status: 415 })
})

const tellsTheLog = behind(({ log }) => async (c, next) => {
  await next()
  if (c.res.status === 401) log.warn({ authorization: c.req.header('authorization') }, 'refused')
})

const logsWhatWasWritten = behind(({ log }) => async (c, next) => {
  const text = await sentText(c)
  await next()
  if (c.res.status === 400) log.warn({ text }, 'not valid')
})

const showsAnothersWords = behind(() => async (c, next) => {
  await next()
  if (c.req.path.endsWith('/export')) c.res = Response.json({ message: SECRET_WORDS })
})

/** What is wrong with each has to be found. */
export const TWINS: Readonly<Record<string, Twin>> = {
  'throws on an odd character': throwsOnAnOddCharacter,
  'stores before it validates': storesBeforeItValidates,
  'stores when it is only asked': storesWhenAsked,
  'repeats a header': repeatsAHeader,
  'answers in its own words': answersInItsOwnWords,
  'tells the log a token': tellsTheLog,
  'tells the log what was written': logsWhatWasWritten,
  'shows a message of others': showsAnothersWords,
}
