import { useEffect, useRef, useState } from 'preact/hooks'
import { listNames, t } from '../i18n.ts'
import { ask } from '../messages.ts'
import type { Person } from '../../shared/recognition.ts'
import type { OutboxEntry } from '../stored.ts'
import { act, keepUp } from './act.ts'
import { Icon } from './Icon.tsx'
import { Avatar, Light, Note } from './parts.tsx'
import { reasonNotSent } from './refusal.ts'
import { createSentView, type SentState as State } from './sent-view.ts'
import { useStore } from './use.ts'

interface Props {
  entry: OutboxEntry
  /** The text is back in a draft under this key. */
  onTakenBack: (draftKey: string) => void
  onDone: () => void
}

/** What became of the one just sent: on its way with undo while that is real, or waiting, or refused with the reason. */
export function Sent({ entry, onTakenBack, onDone }: Props) {
  const { now, view } = useStore((until) => createSentView(entry, until))
  const [tooLate, setTooLate] = useState(false)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    heading.current?.focus()
    keepUp(ask('outbox.flush', { id: entry.id }))
  }, [entry.id])
  const takeBack = async () => {
    const taken = await ask('outbox.takeBack', { id: entry.id })
    if (taken) onTakenBack(taken.draftKey)
    else setTooLate(true)
  }
  const { state, fault, retryAt, undoUntil } = view.value
  const names = listNames(entry.recipients.map(({ name }) => name.split(/\s+/)[0] ?? name))
  const seconds = undoUntil === null ? null : Math.ceil((undoUntil - now.value) / 1000)
  return (
    <div class={`sent ${state}`}>
      <div class="stage">
        <Light size={92}>
          <Sparks />
        </Light>
        <Faces people={entry.recipients} />
        <h2 tabIndex={-1} ref={heading}>
          {t(TITLES[state], { names })}
        </h2>
        <p role="status">{state === 'refused' ? null : t(MORE[state])}</p>
        {tooLate && <Note>{t('undo_too_late')}</Note>}
        {fault && <Note>{reasonNotSent(fault, retryAt)}</Note>}
      </div>
      <footer>
        {state === 'going' && seconds !== null && <Fuse seconds={seconds} />}
        <SentActions
          state={state}
          seconds={seconds}
          onTakeBack={() => act(takeBack())}
          onDone={onDone}
          id={entry.id}
        />
      </footer>
    </div>
  )
}

/** They leave the spot once, as it lands; a turn apart from each other. */
const SPARKS = [15, 60, 105, 150, 195, 240, 285, 330]

function Sparks() {
  return (
    <span class="sparks" aria-hidden="true">
      {SPARKS.map((degrees) => (
        <i key={degrees} style={{ '--turn': `${degrees}deg` }} />
      ))}
    </span>
  )
}

/** More faces than this are a crowd; the title names them all. */
const FACES_SHOWN = 5

function Faces({ people }: { people: Person[] }) {
  return (
    <span class="faces">
      {people.slice(0, FACES_SHOWN).map(({ id, name }) => (
        <Avatar key={id} id={id} name={name} large />
      ))}
    </span>
  )
}

/** How much of the undo time is left, as a line that burns down. The button says it in seconds. */
function Fuse({ seconds }: { seconds: number }) {
  const whole = useRef(seconds)
  return <span class="fuse" aria-hidden="true" style={{ '--left': (seconds - 1) / whole.current }} />
}

const TITLES = {
  going: 'sent_on_its_way',
  waits: 'sent_waits',
  done: 'sent_done',
  refused: 'sent_refused',
  leaving: 'sent_taking_back',
  left: 'sent_taken_back',
  dropped: 'sent_refused',
} as const
const MORE = {
  going: 'sent_seconds',
  waits: 'sent_waits_more',
  done: 'sent_done_more',
  leaving: 'sent_taken_back_more',
  left: 'sent_taken_back_more',
  dropped: 'sent_taken_back_more',
} as const

interface ActionProps {
  id: string
  state: State
  /** Of the undo time, once the server has named it. */
  seconds: number | null
  onTakeBack: () => void
  onDone: () => void
}

/** Nothing is left to take back. */
const IS_OVER: ReadonlySet<State> = new Set<State>(['done', 'leaving', 'left', 'dropped'])

function SentActions({ id, state, seconds, onTakeBack, onDone }: ActionProps) {
  if (IS_OVER.has(state))
    return (
      <button type="button" class="primary" onClick={onDone}>
        {t('write_another')}
      </button>
    )
  return (
    <>
      <span class="quiet">{t('not_delivered')}</span>
      {state === 'waits' && (
        <button type="button" class="link" onClick={() => act(ask('outbox.retry', { id }))}>
          {t('try_now')}
        </button>
      )}
      <button type="button" class="second undo" onClick={onTakeBack}>
        {state !== 'refused' && <Icon name="undo" />}
        <span aria-hidden={seconds !== null}>{undoLabel(state, seconds)}</span>
        {seconds !== null && (
          <span class="spoken">{t('undo_seconds_label', { seconds: spokenSeconds(seconds) })}</span>
        )}
      </button>
    </>
  )
}

/** In steps, so that it does not talk each second to whoever is on the button; never more than there are. */
function spokenSeconds(seconds: number): number {
  return Math.max(1, seconds - (seconds % 5))
}

function undoLabel(state: State, seconds: number | null): string {
  if (state === 'refused') return t('edit')
  return seconds === null ? t('undo') : t('undo_seconds', { seconds })
}
