import type * as v from 'valibot'
import type { Outcome } from '../messages.ts'
import { call, type Call, type Reply } from './api.ts'
import { endSession, findSession } from './session.ts'

/** One request in the name of whoever is signed in. A session that the server has ended ends here, too. */
export async function askAsPerson<S extends v.GenericSchema>(
  question: Omit<Call<S>, 'server' | 'token'>,
): Promise<Reply<v.InferOutput<S>>> {
  const session = await findSession()
  if (!session) return { ok: false, fault: 'not_connected', retryAfterMs: null }
  const { server, token } = session
  const reply = await call<S>({ ...question, server, token })
  if (!reply.ok && reply.fault === 'signed_out') await endSession(session, 'server')
  return reply
}

/** What a view is told of a reply. */
export function outcomeOf<T, U>(reply: Reply<T>, read: (data: T) => U): Outcome<U> {
  return reply.ok ? { kind: 'done', value: read(reply.data) } : { kind: 'fault', fault: reply.fault }
}
