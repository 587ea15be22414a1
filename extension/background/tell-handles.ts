import { v7 as uuidv7 } from 'uuid'
import * as v from 'valibot'
import type { LearnedHandle } from '../../shared/api.ts'
import { isPassing } from '../faults.ts'
import { accountKey, openStorage } from '../storage.ts'
import type { Session, ToldHandle } from '../stored.ts'
import { call, NoContent } from './api.ts'
import { findSession } from './session.ts'

const LOCK = 'bright-spots handles'
const RETRY_MS = 5 * 60_000

/** Notes whom somebody picked for names that the server did not know, for `tellHandles`. Servers that do not ask are not told. */
export async function noteHandles(handles: LearnedHandle[]): Promise<void> {
  const session = await findSession()
  if (!session?.features?.includes('handles')) return
  const transaction = (await openStorage()).transaction('handles', 'readwrite')
  for (const handle of handles)
    await transaction.store.put({ id: uuidv7(), account: accountKey(session), handle, retryAt: 0 })
  await transaction.done
}

/** Tells the server, each once, and once more later if nobody was there: a courtesy that nobody waits for. */
export async function tellHandles(): Promise<void> {
  await navigator.locks.request(LOCK, async () => {
    const session = await findSession()
    if (!session) return
    const storage = await openStorage()
    for (const told of await storage.getAll('handles')) {
      if (told.retryAt > Date.now()) continue
      const isLost = await tell(told, session)
      if (isLost && told.retryAt === 0)
        await storage.put('handles', { ...told, retryAt: Date.now() + RETRY_MS })
      else await storage.delete('handles', told.id)
    }
  })
}

/** @returns whether it may work later. */
async function tell({ account, handle }: ToldHandle, session: Session): Promise<boolean> {
  if (account !== accountKey(session)) return false
  const { server, token } = session
  const reply = await call({
    server,
    method: 'POST',
    path: '/api/v1/people/handles',
    token,
    body: handle,
    answer: v.union([NoContent, v.looseObject({})]),
  })
  return !reply.ok && isPassing(reply.fault)
}
