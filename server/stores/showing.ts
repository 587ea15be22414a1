import type { Change } from '../../shared/api.ts'
import type { Person, PersonId } from '../../shared/recognition.ts'
import type { Party, RecognitionRow } from './rows.ts'
import { changeFor, type Named } from './views.ts'

/** Whoever is asked for: it matters who is named, not what they are called. */
const ANYBODY = {
  get: (id: PersonId): Named => ({
    id,
    name: '',
    email: '',
    team: null,
    erasedAt: null,
    preferences: { receives: true },
  }),
}

/** Whether somebody whose row this is sees that person in it, as it is now: then they are told of what becomes of them. */
export function showsPerson(row: RecognitionRow, party: Party, personId: PersonId): boolean {
  return peopleIn(changeFor(ANYBODY, row, party)).some(({ id }) => id === personId)
}

function peopleIn(change: Change): Person[] {
  if (change.type === 'removed')
    return [change.withdrawn, change.reported].flatMap((gone) => gone?.sender ?? [])
  const { sender, recipients, answers = [], meToo = [] } = change.recognition
  return [sender, ...recipients, ...answers.map(({ person }) => person), ...meToo]
}
