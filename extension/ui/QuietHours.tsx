import { useEffect, useState } from 'preact/hooks'
import type { Preferences } from '../../shared/preferences.ts'
import { t } from '../i18n.ts'
import { Switch } from './Switch.tsx'

type Hours = NonNullable<Preferences['quietHours']>

/** What they are as they are turned on: an office's evenings, nights and weekends. */
const USUAL: Hours = { from: '18:00', to: '08:00', weekends: true }

/** A browser calls every keystroke in a time a change. */
const STILL_MS = 600

interface Props {
  hours: Hours | null
  onChange: (hours: Hours | null) => void
}

/** Hours of the day without notices. */
export function QuietHours({ hours, onChange }: Props) {
  return (
    <div class="part">
      <Switch
        id="quiet-hours"
        label={t('quiet_title')}
        why={t('quiet_why')}
        isOn={hours !== null}
        onChange={(isOn) => onChange(isOn ? USUAL : null)}
      />
      {hours && <Times hours={hours} onChange={onChange} />}
    </div>
  )
}

interface TimesProps {
  hours: Hours
  onChange: (hours: Hours) => void
}

function Times({ hours, onChange }: TimesProps) {
  /** What is being typed, until it was left alone for a moment. */
  const [typed, setTyped] = useState<Partial<Hours>>({})
  useEffect(() => {
    if (!typed.from && !typed.to) return undefined
    const timer = setTimeout(() => {
      onChange({ ...hours, ...typed })
      setTyped({})
    }, STILL_MS)
    return () => clearTimeout(timer)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- what was typed alone starts the wait anew
  }, [typed])
  const time = (end: 'from' | 'to') => (
    <label class="time">
      {t(end === 'from' ? 'quiet_from' : 'quiet_to')}
      <input
        class="field"
        type="time"
        required
        value={typed[end] ?? hours[end]}
        // An unfinished time is empty: until it is one, what holds stays.
        onInput={({ currentTarget: { value } }) => value && setTyped({ ...typed, [end]: value })}
      />
    </label>
  )
  return (
    <div class="hours" role="group" aria-label={t('quiet_title')}>
      {time('from')}
      {time('to')}
      <Switch
        id="quiet-weekends"
        label={t('quiet_weekends')}
        isOn={hours.weekends}
        onChange={(weekends) => onChange({ ...hours, ...typed, weekends })}
      />
    </div>
  )
}
