import { Me } from '../../shared/api.ts'
import type { Preferences, PreferencesChange } from '../../shared/preferences.ts'
import type { PersonId } from '../../shared/recognition.ts'
import type { Outcome } from '../messages.ts'
import { announce, openStorage } from '../storage.ts'
import { askAsPerson, outcomeOf } from './as-person.ts'

/** One change at a time, in the order in which they were made: the last choice wins. */
const LOCK = 'bright-spots preferences'

/** Changes the person's preferences on the server and then here; without a server nothing changes, and the fault says why. */
export function changePreferences(preferences: PreferencesChange): Promise<Outcome<null>> {
  return navigator.locks.request(LOCK, async () => {
    const body = { preferences }
    const reply = await askAsPerson({ method: 'PATCH', path: '/api/v1/me', body, answer: Me })
    if (reply.ok) await keepPreferences(reply.data)
    return outcomeOf(reply, () => null)
  })
}

/** Mutes a sender or lets them be heard again; whom the person muted on another device stays muted. */
export function mute(sender: PersonId, isMuted: boolean): Promise<Outcome<null>> {
  return changePreferences(isMuted ? { mute: sender } : { unmute: sender })
}

async function keepPreferences({ person, preferences }: Me): Promise<void> {
  if (preferences) await store(person.id, preferences)
  announce('preferences')
}

/** With the session that asked: whoever is signed in meanwhile has their own. */
async function store(person: PersonId, preferences: Preferences): Promise<void> {
  const transaction = (await openStorage()).transaction('session', 'readwrite')
  const kept = await transaction.store.get('current')
  if (kept && 'token' in kept && kept.person.id === person)
    await transaction.store.put({ ...kept, preferences }, 'current')
  await transaction.done
}
