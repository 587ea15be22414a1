import { useState } from 'preact/hooks'
import type { Preferences } from '../../shared/preferences.ts'
import type { Fault } from '../faults.ts'
import { t } from '../i18n.ts'
import { ask, type Outcome, type SyncResult } from '../messages.ts'
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
  const [given, give] = useState<InboxItem['publication']>(null)
  const [refused, setRefused] = useState<Fault | null>(null)
  const [notStanding, setNotStanding] = useState<Fault | null>(null)
  if (!publication) return null
  const answer = async (publish: boolean) => {
    give(publish ? 'agreed' : 'declined')
    setNotStanding(null)
    setRefused(faultOf(await ask('recognition.publish', { id, publish })))
  }
  const always = { share: publication === 'agreed' ? 'always' : 'never' } as const
  const answerAlways = async () =>
    setNotStanding(faultOf(await ask('preferences.change', { change: always })))
  /** Also when the server's word came with the feed alone. */
  const holds = given === publication
  const fault = holds ? notStanding : refused
  /** Only right after an answer is there an offer to make it the standing one. */
  const mayStand = holds && preferences !== null
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
        <button type="button" class="link" onClick={() => act(answerAlways())}>
          {t('publish_always')}
        </button>
      )}
      {fault && <Note>{t('answer_refused', { problem: wordsForNow(fault) })}</Note>}
    </div>
  )
}

function faultOf(result: SyncResult | Outcome<null>): Fault | null {
  return result.kind === 'fault' ? result.fault : null
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
