import type { Review } from '../../shared/recognition.ts'
import { t } from '../i18n.ts'
import { ask } from '../messages.ts'
import { nameOf } from '../person-name.ts'
import type { Gone } from '../stored.ts'
import { act } from './act.ts'
import { when } from './when.ts'

interface Props {
  gone: Gone[]
  /** They were sent by the person who reads this. */
  areMine?: boolean
}

/** What is left of what is gone: that its sender took it back, or how a report stands. Each can be put away. */
export function GoneNotes({ gone, areMine }: Props) {
  if (gone.length === 0) return null
  return (
    <ul class="gone">
      {gone.map((note) => (
        <GoneNote key={note.id} note={note} isMine={areMine === true} />
      ))}
    </ul>
  )
}

function GoneNote({ note, isMine }: { note: Gone; isMine: boolean }) {
  const { id, at, review } = note
  return (
    <li>
      <div>
        <p id={`gone-${id}`}>
          {isMine ? t('gone_mine_read') : whatBecameOf(note)}{' '}
          <time class="quiet" dateTime={at}>
            {when(at)}
          </time>
        </p>
        {review && !isMine && <p class="quiet">{howItStands(review)}</p>}
      </div>
      <button
        type="button"
        class="link"
        aria-describedby={`gone-${id}`}
        onClick={() => act(ask('inbox.putAway', { id }))}
      >
        {t('gone_put_away')}
      </button>
    </li>
  )
}

function whatBecameOf({ sender, review }: Gone): string {
  const name = nameOf(sender)
  return review ? t('gone_reported', { name }) : t('gone_withdrawn', { name })
}

function howItStands({ readAt, outcome }: Review): string {
  if (outcome) return t(outcome === 'kept' ? 'gone_kept' : 'gone_hidden')
  return t(readAt === null ? 'gone_waiting' : 'gone_read')
}
