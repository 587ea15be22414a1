import type { Preferences } from '../../shared/preferences.ts'
import { t } from '../i18n.ts'
import { wordsForNow } from './fault-words.ts'
import { MutedPeople } from './MutedPeople.tsx'
import { Note } from './parts.tsx'
import { createPreferences, type PreferencesStore } from './preferences.ts'
import { QuietHours } from './QuietHours.tsx'
import { Snooze } from './Snooze.tsx'
import { Switch } from './Switch.tsx'
import { useStore } from './use.ts'

/** What of others' bright spots reaches this person, when, and who else sees it. */
export function Reach() {
  const store = useStore(createPreferences)
  const preferences = store.preferences.value
  return (
    <section class="reach" aria-labelledby="reach" aria-busy={preferences === null}>
      <h2 id="reach">{t('reach_title')}</h2>
      {store.fault.value && <Note>{wordsForNow(store.fault.value)}</Note>}
      {preferences ? (
        <Choices preferences={preferences} store={store} />
      ) : (
        <p class="quiet">{t('loading')}</p>
      )}
    </section>
  )
}

interface Props {
  preferences: Preferences
  store: PreferencesStore
}

function Choices({ preferences, store }: Props) {
  const { receives, quietHours, snoozedUntil, muted } = preferences
  return (
    <>
      <Sharing preferences={preferences} store={store} />
      <Snooze until={snoozedUntil} onChange={(until) => store.change({ snoozedUntil: until })} />
      <QuietHours hours={quietHours} store={store} />
      <MutedPeople muted={muted} onUnmute={store.unmute} />
      <div class="part">
        <Switch
          id="in-person"
          label={t('reach_in_person')}
          why={t('reach_in_person_why')}
          isOn={!receives}
          onChange={(isOn) => store.change({ receives: !isOn })}
        />
      </div>
    </>
  )
}

const SHARING = [
  ['always', 'reach_share_always'],
  ['ask', 'reach_share_ask'],
  ['never', 'reach_share_never'],
] as const

function Sharing({ preferences: { share }, store }: Props) {
  return (
    <fieldset class="part" aria-describedby="share-why">
      <legend>{t('reach_share')}</legend>
      {SHARING.map(([choice, key]) => (
        <label key={choice} class="radio">
          <input
            type="radio"
            name="share"
            value={choice}
            checked={share === choice}
            onChange={() => store.change({ share: choice })}
          />
          {t(key)}
        </label>
      ))}
      <p id="share-why" class="quiet">
        {t('reach_share_why')}
      </p>
    </fieldset>
  )
}
