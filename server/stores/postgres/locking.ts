import type { PersonId, RecognitionId } from '../../../shared/recognition.ts'
import type { Party, RecognitionRow } from '../rows.ts'
import type { Statements } from './database.ts'
import type { Move } from './feed.ts'
import { SPOT_COLUMNS } from './spots.ts'

const LOCK = 'select from recognitions where id = $1 for no key update'

/** Two statements: what the second reads is as it is once the lock is held. */
const FIND = `select ${SPOT_COLUMNS} from recognitions where id = $1`

/** A bright spot that nobody else changes until the transaction ends: whoever moves its rows locks it first. */
export async function lockSpot(
  statements: Statements,
  id: RecognitionId,
): Promise<RecognitionRow | undefined> {
  await statements.query(LOCK, [id])
  const [row] = await statements.query<RecognitionRow>(FIND, [id])
  return row
}

/** Asked once a bright spot is locked: whoever erases somebody waits for that lock, or is waited for by it. */
export async function isHere(statements: Statements, personId: PersonId): Promise<boolean> {
  const found = await statements.query('select from people where id = $1 and active', [personId])
  return found.length > 0
}

/** Moves of its parties, of all or of those whom something concerns; parties are in the order in which they were named. */
export function movesOf(
  { id, parties }: RecognitionRow,
  concerns: (party: Party) => boolean = () => true,
): Move[] {
  return parties
    .map((party, nth) => ({ party, nth }))
    .filter(({ party }) => concerns(party))
    .map(({ party, nth }) => ({ recognitionId: id, personId: party.personId, nth }))
}
