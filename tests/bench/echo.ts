import { serve } from '@hono/node-server'
import { Hono } from 'hono'

/** The yardstick of `send`, as a process of its own: a bare handler that gives back the body that it got. */
const app = new Hono().put('*', async (c) => c.json(await c.req.json()))

serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) =>
  console.log(`http://127.0.0.1:${port}`),
)
