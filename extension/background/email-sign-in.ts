import { EmailChallenge } from '../../shared/sign-in.ts'
import type { CodeResult, SignInResult } from '../messages.ts'
import { openStorage } from '../storage.ts'
import { call } from './api.ts'
import { deviceName, signIn } from './session.ts'
import { askOffered, keepSignIn } from './sign-in.ts'

/** Has a code sent by e-mail. The answer is the same for every address: whether somebody has it is nobody's business. */
export async function sendCode(server: string, typed: string): Promise<CodeResult> {
  const email = typed.trim()
  const offered = await askOffered(server)
  if (offered.kind === 'fault') return offered
  const path = '/api/v1/sessions/email'
  const asked = await call({ server, method: 'POST', path, body: { email }, answer: EmailChallenge })
  if (!asked.ok) return { kind: 'fault', fault: asked.fault }
  const { challenge } = asked.data
  await keepSignIn({ way: 'email', server, email, challenge, beganAt: Date.now() })
  return { kind: 'sent' }
}

/** Signs in with the code from the mail. The challenge stays for another try; the server says when it has had enough of them. */
export async function applyCode(code: string): Promise<SignInResult> {
  const begun = await (await openStorage()).get('signIn', 'current')
  if (begun?.way !== 'email') return { kind: 'fault', fault: 'code_expired', server: null }
  const { server, email, challenge } = begun
  const offered = await askOffered(server)
  if (offered.kind === 'fault') return offered
  return signIn(server, offered.info, { grant: 'email', email, code, challenge, device: deviceName() })
}
