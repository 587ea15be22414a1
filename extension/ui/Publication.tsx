import { useState } from 'preact/hooks'
import type { Preferences } from '../../shared/preferences.ts'
import type { Fault } from '../faults.ts'
import { t } from '../i18n.ts'
import { ask } from '../messages.ts'
import type { InboxItem } from '../stored.ts'
import { act } from './act.ts'
import { wordsForNow } from './fault-words.ts'
import { Note } from './parts.tsx'

interface Props {
  item: InboxItem
  /** Null where the server knows no standing choice. */
  preferences: Preferences | null
}

/** The recipient has the last word on what colleagues see, and may change it at any time. */
export function Publication({ item: { id, publication }, preferences }: Props) {
  const [fault, setFault] = useState<Fault | null>(null)
  /** Only right after an answer is there an offer to make it the standing one. */
  const [isAnswered, setAnswered] = useState(false)
  const settle = async (asking: Promise<{ kind: 'fault'; fault: Fault } | { kind: 'synced' | 'done' }>) => {
    const result = await asking
    setFault(result.kind === 'fault' ? result.fault : null)
    return result.kind !== 'fault'
  }
  if (!publication) return null
  const answer = async (publish: boolean) =>
    setAnswered(await settle(ask('recognition.publish', { id, publish })))
  const always = { share: publication === 'agreed' ? 'always' : 'never' } as const
  const mayStand = isAnswered && publication !== 'ask' && preferences !== null
  return (
    <div class="acts" role="group" aria-label={t('publish_ask')}>
      <span class="quiet" role="status">
        {t(`publish_${publication}`)}{' '}
        {mayStand && preferences.share === always.share && t('publish_always_set')}
      </span>
      <Choice
        label={t('publish_yes')}
        isChosen={publication === 'agreed'}
        onChoose={() => act(answer(true))}
      />
      <Choice
        label={t('publish_no')}
        isChosen={publication === 'declined'}
        onChoose={() => act(answer(false))}
      />
      {mayStand && preferences.share === 'ask' && (
        <button
          type="button"
          class="link"
          onClick={() => act(settle(ask('preferences.change', { change: always })))}
        >
          {t('publish_always')}
        </button>
      )}
      {fault && <Note>{t('answer_refused', { problem: wordsForNow(fault) })}</Note>}
    </div>
  )
}

interface ChoiceProps {
  label: string
  isChosen: boolean
  onChoose: () => void
}

/** Stays where it is, so that a second press is never one on its opposite; on the chosen one it changes nothing. */
function Choice({ label, isChosen, onChoose }: ChoiceProps) {
  return (
    <button
      type="button"
      class="link choice"
      aria-pressed={isChosen}
      onClick={isChosen ? undefined : onChoose}
    >
      {label}
    </button>
  )
}
