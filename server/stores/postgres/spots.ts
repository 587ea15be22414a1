import type { Person, PersonId } from '../../../shared/recognition.ts'
import type { RecognitionRow } from '../rows.ts'
import type { Named } from '../views.ts'
import type { Statements } from './database.ts'

/** Of `recognitions`, all of a `RecognitionRow`. */
export const SPOT_COLUMNS = `
  recognitions.id, recognitions.sender_id as "senderId",
  case when recognitions.withdrawn_at is null then json_build_object(
    'recipients', recognitions.recipients, 'message', recognitions.message, 'values', recognitions.value_ids,
    'visibility', recognitions.visibility, 'context', recognitions.context
  ) end as content,
  recognitions.sent_at as "sentAt", recognitions.deliver_at as "deliverAt",
  recognitions.delivered_at as "deliveredAt", recognitions.withdrawn_at as "withdrawnAt",
  array(
    select json_build_object(
      'personId', person_id, 'role', role, 'position', position,
      'readAt', read_at, 'hiddenAt', hidden_at, 'publication', publication, 'answer', answer
    ) from parties where recognition_id = recognitions.id order by nth
  ) as parties,
  recognitions.me_too as "meToo", recognitions.moderation`

/** What `Named` takes of `people`. */
export const NAMED_COLUMNS = 'id, name, email, team, erased_at as "erasedAt", preferences'

/** People whom bright spots name, by id. */
export type Colleagues = ReadonlyMap<PersonId, Named>

/** Everybody whom those bright spots name. */
export async function findColleagues(
  statements: Statements,
  spots: readonly RecognitionRow[],
): Promise<Colleagues> {
  if (spots.length === 0) return new Map()
  const ids = new Set(spots.flatMap(namesIn))
  return byId(
    await statements.query<Named>(`select ${NAMED_COLUMNS} from people where id = any($1)`, [[...ids]]),
  )
}

function namesIn({ senderId, content, meToo }: RecognitionRow): PersonId[] {
  return [senderId, ...(content?.recipients ?? []), ...meToo.map(({ personId }) => personId)]
}

export function byId(people: readonly Named[]): Colleagues {
  return new Map(people.map((person: Named & Pick<Person, 'id'>) => [person.id, person]))
}
