import type { Answer, WarmWord } from '../../shared/recognition.ts'
import { t, type TextKey } from '../i18n.ts'

const WORDS = {
  'made-my-day': 'answer_made_my_day',
  'glad-it-helped': 'answer_glad_it_helped',
  'team-effort': 'answer_team_effort',
  'thank-you': 'answer_thank_you',
} as const satisfies Record<WarmWord, TextKey>

/** A warm word as it is said in the person's language. */
export function wordOf(word: WarmWord): string {
  return t(WORDS[word])
}

/** 'Made my day: It was your question that found it.' */
export function answerOf({ word, line }: Pick<Answer, 'word' | 'line'>): string {
  if (word === null) return line ?? ''
  return line === null ? wordOf(word) : t('answer_beside_line', { word: wordOf(word), line })
}
