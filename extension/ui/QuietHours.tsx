import { t } from '../i18n.ts'
import type { PreferencesStore } from './preferences.ts'
import { Switch } from './Switch.tsx'
import { createTypedHours, type Hours } from './typed-hours.ts'
import { useStore } from './use.ts'

/** What they are as they are turned on: an office's evenings, nights and weekends. */
const USUAL: Hours = { from: '18:00', to: '08:00', weekends: true }

interface Props {
  hours: Hours | null
  store: PreferencesStore
}

/** Hours of the day without notices. */
export function QuietHours({ hours, store }: Props) {
  return (
    <div class="part">
      <Switch
        id="quiet-hours"
        label={t('quiet_title')}
        why={t('quiet_why')}
        isOn={hours !== null}
        onChange={(isOn) => store.change({ quietHours: isOn ? USUAL : null })}
      />
      {hours && <Times hours={hours} store={store} />}
    </div>
  )
}

function Times({ hours, store }: { hours: Hours; store: PreferencesStore }) {
  const { typed, type, choose } = useStore((until) =>
    createTypedHours(
      () => store.preferences.value?.quietHours ?? null,
      (quietHours) => store.change({ quietHours }),
      until,
    ),
  )
  const time = (end: 'from' | 'to') => (
    <label class="time">
      {t(end === 'from' ? 'quiet_from' : 'quiet_to')}
      <input
        class="field"
        type="time"
        required
        value={typed.value[end] ?? hours[end]}
        // An unfinished time is empty: until it is one, what holds stays.
        onInput={({ currentTarget: { value } }) => value && type({ [end]: value })}
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
        onChange={(weekends) => choose({ weekends })}
      />
    </div>
  )
}
