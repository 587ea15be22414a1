import { spokenLocale, t } from '../i18n.ts'
import { endOfSnooze, isSnoozed, NO_END, SNOOZES } from '../quiet.ts'
import { ticking } from './live.ts'
import { useStore } from './use.ts'

const WORDS = { morning: 'snooze_morning', week: 'snooze_week', open: 'snooze_open' } as const

interface Props {
  until: string | null
  onChange: (until: string | null) => void
}

/** A rest from notices: begun with one click, shown with its end, ended with another. */
export function Snooze({ until, onChange }: Props) {
  const now = useStore(ticking)
  const isOn = isSnoozed({ snoozedUntil: until }, new Date(now.value))
  return (
    <div class="part" role="group" aria-labelledby="snooze" aria-describedby="snooze-why">
      <h3 id="snooze">{t('snooze_title')}</h3>
      <p id="snooze-why" class="quiet">
        {t('snooze_why')}
      </p>
      <p role="status">{isOn && until !== null && wordsOf(until)}</p>
      <div class="acts">
        {isOn ? (
          <button type="button" class="second" onClick={() => onChange(null)}>
            {t('snooze_end')}
          </button>
        ) : (
          SNOOZES.map((snooze) => (
            <button
              key={snooze}
              type="button"
              class="second"
              onClick={() => onChange(endOfSnooze(snooze, new Date()))}
            >
              {t(WORDS[snooze])}
            </button>
          ))
        )}
      </div>
    </div>
  )
}

function wordsOf(until: string): string {
  if (until === NO_END) return t('snoozed_open')
  const style = {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: 'numeric',
    minute: '2-digit',
  } as const
  return t('snoozed_until', { when: new Intl.DateTimeFormat(spokenLocale(), style).format(new Date(until)) })
}
