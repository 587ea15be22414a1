import messages from '../../extension/public/_locales/en/messages.json' with { type: 'json' }

export type WordsKey = keyof typeof messages

/** What people read for a key, with `$1`, `$2` ... filled in. */
export function words(key: WordsKey, ...parts: string[]): string {
  return messages[key].message.replaceAll(/\$(\d)/g, (_, place: string) => parts[Number(place) - 1] ?? '')
}
