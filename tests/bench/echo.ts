import { serve } from '@hono/node-server'
import { Hono } from 'hono'

/** The yardstick of what is sent and read: bare handlers, of which one gives back the body that it got. */
const app = new Hono()
  .put('*', async (c) => c.json(await c.req.json()))
  .get('*', (c) => c.json({ changes: [], next: 'MDE5YTk0YzQgMTAwMDAwIDEwMDAw', hasMore: false }))

serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) =>
  console.log(`http://127.0.0.1:${port}`),
)
