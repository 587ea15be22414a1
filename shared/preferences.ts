import * as v from 'valibot'
import { PersonId } from './recognition.ts'

/** 'HH:MM' in the person's own time. */
const timeOfDay = v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 18:00'))

/** What a person chose about what they receive; nobody else learns of it, but for `receives`. */
export const Preferences = v.object({
  /** Whether public ones that they receive are shown to colleagues: at once, when they agree to each, never. */
  share: v.picklist(['always', 'ask', 'never']),
  /** False: colleagues are told that they prefer thanks in person, and can send them none. What was sent before still comes. */
  receives: v.boolean(),
  /** Senders whose bright spots come in quietly: neither counted nor notified. */
  muted: v.array(PersonId),
  /** No notices before that time; null for none. */
  snoozedUntil: v.nullable(v.string()),
  /** No notices in these hours of the day, which may span midnight, nor at weekends if they say so; null for none. */
  quietHours: v.nullable(v.object({ from: v.string(), to: v.string(), weekends: v.boolean() })),
})
export type Preferences = v.InferOutput<typeof Preferences>

export const DEFAULT_PREFERENCES: Preferences = {
  share: 'ask',
  receives: true,
  muted: [],
  snoozedUntil: null,
  quietHours: null,
}

/** Body of `PATCH /api/v1/me`: what it names is changed. */
export const PreferencesPatch = v.strictObject({
  preferences: v.strictObject({
    share: v.exactOptional(Preferences.entries.share),
    receives: v.exactOptional(v.boolean()),
    /** One more sender to be muted, or one to be heard again: several devices may say so at once. */
    mute: v.exactOptional(PersonId),
    unmute: v.exactOptional(PersonId),
    snoozedUntil: v.exactOptional(v.nullable(v.pipe(v.string(), v.isoTimestamp('must be a time in UTC')))),
    quietHours: v.exactOptional(
      v.nullable(v.strictObject({ from: timeOfDay, to: timeOfDay, weekends: v.boolean() })),
    ),
  }),
})
export type PreferencesChange = v.InferOutput<typeof PreferencesPatch>['preferences']
