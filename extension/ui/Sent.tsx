import { computed } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { listNames, t, tCount } from '../i18n.ts'
import { ask } from '../messages.ts'
import type { OutboxEntry } from '../storage.ts'
import type { ConnectionStore } from './connection.ts'
import { ticking } from './live.ts'
import { Note, Spot } from './parts.tsx'
import { useStore } from './use.ts'

interface Props {
  entry: OutboxEntry
  connection: ConnectionStore
  /** The text is back in a draft under this key. */
  onTakenBack: (draftKey: string) => void
  onDone: () => void
}

/** What became of the one just sent: on its way with undo while that is real, or waiting, or refused with the reason. */
export function Sent({ entry, connection, onTakenBack, onDone }: Props) {
  const { now, view } = useStore((until) => createSentView(entry, connection, until))
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    heading.current?.focus()
    void ask('outbox.flush', { id: entry.id })
  }, [entry.id])
  const takeBack = async () => {
    const taken = await ask('outbox.takeBack', { id: entry.id })
    if (taken) onTakenBack(taken.draftKey)
  }
  const { state, fault, undoUntil } = view.value
  const names = listNames(entry.recipients.map(({ name }) => name.split(/\s+/)[0] ?? name))
  const seconds = undoUntil === null ? null : Math.ceil((undoUntil - now.value) / 1000)
  return (
    <div class={`sent ${state}`}>
      <div class="stage">
        <Spot size={92} />
        <h2 tabIndex={-1} ref={heading} aria-live="polite">
          {t(TITLES[state], names)}
        </h2>
        <p>{state === 'refused' ? null : t(MORE[state])}</p>
        {fault && <Note>{t(`problem_${fault}`)}</Note>}
      </div>
      <footer>
        <SentActions
          state={state}
          seconds={seconds}
          onTakeBack={() => void takeBack()}
          onDone={onDone}
          id={entry.id}
        />
      </footer>
    </div>
  )
}

type State = 'going' | 'waits' | 'done' | 'refused'

const TITLES = {
  going: 'sent_on_its_way',
  waits: 'sent_waits',
  done: 'sent_done',
  refused: 'sent_refused',
} as const
const MORE = { going: 'sent_seconds', waits: 'sent_waits_more', done: 'sent_done_more' } as const

function createSentView(sent: OutboxEntry, { entries }: ConnectionStore, until: AbortSignal) {
  const now = ticking(until)
  let seen = false
  const view = computed(() => {
    const entry = entries.value.find(({ id }) => id === sent.id)
    seen ||= entry !== undefined
    return viewOf(entry ?? (seen ? undefined : sent), now.value)
  })
  return { now, view }
}

/** An entry that is gone from the outbox was acknowledged, and its undo time is over. */
function viewOf(
  entry: OutboxEntry | undefined,
  now: number,
): Pick<OutboxEntry, 'fault' | 'undoUntil'> & { state: State } {
  if (!entry) return { state: 'done', fault: null, undoUntil: null }
  const { state, fault, undoUntil } = entry
  if (state === 'refused') return { state: 'refused', fault, undoUntil: null }
  if (state === 'sent') return { state: now < (undoUntil ?? 0) ? 'going' : 'done', fault: null, undoUntil }
  return { state: fault ? 'waits' : 'going', fault, undoUntil: null }
}

interface ActionProps {
  id: string
  state: State
  /** Of the undo time, once the server has named it. */
  seconds: number | null
  onTakeBack: () => void
  onDone: () => void
}

function SentActions({ id, state, seconds, onTakeBack, onDone }: ActionProps) {
  if (state === 'done')
    return (
      <button type="button" class="primary" onClick={onDone}>
        {t('write_another')}
      </button>
    )
  return (
    <>
      <span class="quiet">{t('not_delivered')}</span>
      {state === 'waits' && (
        <button type="button" class="link" onClick={() => void ask('outbox.retry', { id })}>
          {t('try_now')}
        </button>
      )}
      <button
        type="button"
        class="link undo"
        aria-label={seconds === null ? undefined : tCount('undo_seconds_label', seconds)}
        onClick={onTakeBack}
      >
        {undoLabel(state, seconds)}
      </button>
    </>
  )
}

function undoLabel(state: State, seconds: number | null): string {
  if (state === 'refused') return t('edit')
  return seconds === null ? t('undo') : t('undo_seconds', String(seconds))
}
