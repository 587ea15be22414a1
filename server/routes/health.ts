import { Hono } from 'hono'
import * as v from 'valibot'
import { operation } from '../http/operation.ts'
import type { Services } from '../services.ts'

const Health = v.object({ status: v.literal('ok') })

export function healthRoutes({ store }: Services): Hono {
  return new Hono()
    .get(
      '/healthz',
      operation({
        summary: 'Whether the process is alive; touches nothing',
        for: 'everyone',
        answers: { 200: { description: 'It is', schema: Health } },
      }),
      (c) => c.json({ status: 'ok' }),
    )
    .get(
      '/readyz',
      operation({
        summary: 'Whether the store answers',
        description:
          'What it keeps can be reached, and no failed write is left. It writes nothing, so a disk that is full is noticed with the first write that fails.',
        for: 'everyone',
        answers: { 200: { description: 'It does', schema: Health } },
        problems: ['disk_full'],
      }),
      async (c) => {
        await store.ping()
        return c.json({ status: 'ok' })
      },
    )
}
