import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { REASON_MAX_LENGTH } from '../../shared/limits.ts'
import type { Fault } from '../faults.ts'
import { t } from '../i18n.ts'
import { ask } from '../messages.ts'
import { act } from './act.ts'
import type { BegunStore } from './begun.ts'
import { wordsForNow } from './fault-words.ts'
import { focusOn } from './focus.ts'
import { Note } from './parts.tsx'

interface Props {
  /** Of the bright spot. */
  id: string
  begun: BegunStore
  onLeave: () => void
}

/** Asks why, and says what will happen, before a moderator may read it. */
export function Report({ id, begun, onLeave }: Props) {
  const [reason, setReason] = useState(begun.of(id).reason)
  const write = (words: string) => {
    setReason(words)
    begun.keep(id, { reason: words })
  }
  const [problem, setProblem] = useState<Fault | 'needs_reason' | null>(null)
  const field = useId()
  const area = useRef<HTMLTextAreaElement>(null)
  useEffect(() => focusOn(area.current), [])
  const send = async () => {
    if (reason.trim() === '') {
      setProblem('needs_reason')
      return focusOn(area.current)
    }
    const result = await ask('recognition.report', { id, reason: reason.trim().toWellFormed() })
    if (result.kind === 'fault') return setProblem(result.fault)
    return begun.keep(id, { reason: '' })
  }
  const leave = () => {
    begun.keep(id, { reason: '' })
    onLeave()
  }
  return (
    <form
      class="report"
      onSubmit={(event) => {
        event.preventDefault()
        act(send())
      }}
    >
      <label for={field}>{t('report_reason')}</label>
      <textarea
        id={field}
        class="field"
        dir={reason === '' ? undefined : 'auto'}
        rows={3}
        maxLength={REASON_MAX_LENGTH}
        value={reason}
        ref={area}
        aria-invalid={problem !== null}
        aria-describedby={`${field}-more`}
        onInput={({ currentTarget }) => write(currentTarget.value)}
      />
      <div id={`${field}-more`}>
        {problem && <Note>{whatIsWrong(problem)}</Note>}
        <p class="quiet">{t('report_more')}</p>
      </div>
      <div class="acts">
        <button type="submit" class="second">
          {t('report_send')}
        </button>
        <button type="button" class="link" onClick={leave}>
          {t('report_cancel')}
        </button>
      </div>
    </form>
  )
}

function whatIsWrong(problem: Fault | 'needs_reason'): string {
  return problem === 'needs_reason' ? t('report_needs_reason') : wordsForNow(problem)
}
