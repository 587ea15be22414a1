import type { Preferences } from '../shared/preferences.ts'
import type { Person } from '../shared/recognition.ts'

/** Whose bright spots come in quietly, by what a person prefers: neither counted nor told of, in a folder of their own. */
export function mutedBy(preferences: Pick<Preferences, 'muted'> | null | undefined) {
  const muted = new Set(preferences?.muted)
  return ({ sender }: { sender: Person }) => muted.has(sender.id)
}
