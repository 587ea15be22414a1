import type { Preferences, PreferencesChange } from '../../shared/preferences.ts'

/** What somebody prefers from now on. Senders are muted one by one, so that no device undoes what another did. */
export function preferencesWith(before: Preferences, change: PreferencesChange): Preferences {
  const { mute, unmute, ...chosen } = change
  const muted = new Set(before.muted)
  if (mute !== undefined) muted.add(mute)
  if (unmute !== undefined) muted.delete(unmute)
  return { ...before, ...chosen, muted: [...muted] }
}
