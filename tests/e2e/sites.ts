import { serve } from '@hono/node-server'
import type { AddressInfo } from 'node:net'
import { createSites } from '../demo/sites.ts'
import { createPlainPages } from './plain-pages.ts'

export interface Sites {
  /** `http://localhost:PORT`; the same pages answer on 127.0.0.1, which is another site to a browser. */
  origin: string
  wiki: string
  ticket: string
  review: string
  /** A ticket of the same tool whose markup its reader does not know. */
  redesigned: string
  /** A page of no tool, with a `mailto:` link. */
  plain: string
  /** A page with a frame of its own and one of another site. */
  framed: string
  /** A file that the browser shows in its own viewer. */
  pdf: string
  stop(): Promise<void>
}

/** Starts the demo's wiki, tracker and code review on loopback, and some pages of no tool. */
export async function startSites(): Promise<Sites> {
  const { promise, resolve } = Promise.withResolvers<AddressInfo>()
  const { fetch } = createPlainPages().route('/', createSites())
  const server = serve({ fetch, hostname: '127.0.0.1', port: 0 }, resolve)
  const origin = `http://localhost:${(await promise).port}`
  return {
    origin,
    wiki: `${origin}/wiki/Rotating_the_signing_keys`,
    ticket: `${origin}/issues/4711`,
    review: `${origin}/platform/gateway/pull/128`,
    redesigned: `${origin}/tracker/issues/12`,
    plain: `${origin}/plain`,
    framed: `${origin}/framed`,
    pdf: `${origin}/files/runbook.pdf`,
    stop: () =>
      new Promise((done) => {
        server.close(() => done())
        if ('closeAllConnections' in server) server.closeAllConnections()
      }),
  }
}
