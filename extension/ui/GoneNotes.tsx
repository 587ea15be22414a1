import type { Review } from '../../shared/recognition.ts'
import { t } from '../i18n.ts'
import { ask } from '../messages.ts'
import { nameOf } from '../person-name.ts'
import type { Gone } from '../stored.ts'
import { act } from './act.ts'
import { when } from './when.ts'

/** What is left of what is gone: that its sender took it back, or how a report stands. Each can be put away. */
export function GoneNotes({ gone }: { gone: Gone[] }) {
  if (gone.length === 0) return null
  return (
    <ul class="gone">
      {gone.map((note) => (
        <GoneNote key={note.id} note={note} />
      ))}
    </ul>
  )
}

function GoneNote({ note: { id, sender, at, review } }: { note: Gone }) {
  const name = nameOf(sender)
  return (
    <li>
      <div>
        <p id={`gone-${id}`}>
          {review ? t('gone_reported', { name }) : t('gone_withdrawn', { name })}{' '}
          <time class="quiet" dateTime={at}>
            {when(at)}
          </time>
        </p>
        {review && <p class="quiet">{howItStands(review)}</p>}
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

function howItStands({ readAt, outcome }: Review): string {
  if (outcome) return t(outcome === 'kept' ? 'gone_kept' : 'gone_hidden')
  return t(readAt === null ? 'gone_waiting' : 'gone_read')
}
