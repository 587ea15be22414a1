import { useLayoutEffect, useRef } from 'preact/hooks'
import { MESSAGE_MAX_LENGTH } from '../../shared/limits.ts'
import { t } from '../i18n.ts'
import type { ComposerStore } from './composer.ts'
import { focusOn } from './focus.ts'
import { Note } from './parts.tsx'

/** Quiet until it matters: the counter is shown when this many characters are left. */
const COUNTER_FROM = 200

/** What they did. It grows with its text, and says how much room is left once that matters. */
export function MessageField({ composer }: { composer: ComposerStore }) {
  const area = useRef<HTMLTextAreaElement>(null)
  const { message } = composer.draft.value
  useLayoutEffect(() => grow(area.current), [message])
  useLayoutEffect(() => {
    if (composer.isLikelyForSomebody.peek()) focusAtEnd(area.current)
  }, [composer])
  const left = composer.left.value
  const problem = composer.triedToSend.value && composer.missing.value.message ? t('missing_message') : null
  return (
    <div class="message">
      <label for="message">{t('message_label')}</label>
      <textarea
        id="message"
        // While it is empty the direction is the language's: the cursor and the suggestion stand where words will.
        dir={message === '' ? undefined : 'auto'}
        ref={area}
        class="field"
        rows={3}
        value={message}
        placeholder={t('message_placeholder')}
        aria-describedby="message-notes"
        aria-invalid={left < 0 || problem !== null}
        onInput={(event) => composer.change({ message: event.currentTarget.value })}
      />
      <div id="message-notes">
        {left < COUNTER_FROM && <span class={left < 0 ? 'counter over' : 'counter'}>{countOf(left)}</span>}
        {composer.triedToSend.value && left < 0 && <Note>{t('too_long', { most: MESSAGE_MAX_LENGTH })}</Note>}
        {problem && <Note>{problem}</Note>}
      </div>
      <SpokenCount left={left} />
    </div>
  )
}

function countOf(left: number): string {
  return left < 0 ? t('count_over', { count: -left }) : t('count_left', { count: left })
}

/** Said when so many are left, and once it is too long: at every key it would talk over the writing. */
const SPOKEN_AT = [-1, 0, 10, 20, 50, 100, COUNTER_FROM - 1]

function SpokenCount({ left }: { left: number }) {
  const step = SPOKEN_AT.find((most) => left <= most)
  const said = useRef({ step, left })
  if (said.current.step !== step) said.current = { step, left }
  return (
    <span class="spoken" role="status">
      {step !== undefined && countOf(said.current.left)}
    </span>
  )
}

/** The field grows with its text; the form scrolls, not the field. Measured without the room it is given beyond that. */
function grow(area: HTMLTextAreaElement | null): void {
  if (!area) return
  area.style.flex = 'none'
  area.style.height = 'auto'
  area.style.height = `${area.scrollHeight + 2}px`
  area.style.flex = ''
}

function focusAtEnd(area: HTMLTextAreaElement | null): void {
  focusOn(area)
  area?.setSelectionRange(area.value.length, area.value.length)
}
