import { Me } from '../../shared/api.ts'
import type { Preferences, PreferencesPatch } from '../../shared/preferences.ts'
import type { PersonId } from '../../shared/recognition.ts'
import type { Outcome } from '../messages.ts'
import { announce, openStorage } from '../storage.ts'
import { askAsPerson, outcomeOf } from './as-person.ts'

/** What a person may change of their preferences at once: what is named is changed. */
export type PreferencesChange = PreferencesPatch['preferences']

const PATH = '/api/v1/me'

/** Changes the person's preferences on the server and then here; without a server nothing changes, and the fault says why. */
export async function changePreferences(preferences: PreferencesChange): Promise<Outcome<null>> {
  const reply = await askAsPerson({ method: 'PATCH', path: PATH, body: { preferences }, answer: Me })
  if (reply.ok) await keepPreferences(reply.data)
  return outcomeOf(reply, () => null)
}

/** Mutes a sender or lets them be heard again. Asks first whom the person muted elsewhere: the list is sent as a whole. */
export async function mute(sender: PersonId, isMuted: boolean): Promise<Outcome<null>> {
  const asked = await askAsPerson({ method: 'GET', path: PATH, answer: Me })
  if (!asked.ok) return outcomeOf(asked, () => null)
  const others = (asked.data.preferences?.muted ?? []).filter((id) => id !== sender)
  return changePreferences({ muted: isMuted ? [...others, sender] : others })
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
