import type { RecognitionRow } from '../stores/rows.ts'

/** What a bright spot must keep to by itself, and how it is said when one does not. */
const RULES: readonly [says: string, holds: (row: RecognitionRow) => boolean][] = [
  ['was not withdrawn, and has no words', (row) => row.content !== null || row.withdrawnAt !== null],
  ['was withdrawn, and still has its words', (row) => row.content === null || row.withdrawnAt === null],
  ['goes to nobody, or to somebody twice', (row) => isListOfSome(row)],
  [
    'is in the feed of one person twice',
    ({ parties }) => isDistinct(parties.map(({ personId }) => personId)),
  ],
  ['is not in the feed of its sender', (row) => row.content === null || sendersOf(row).length > 0],
  [
    'is in the feed of a sender who is not its own',
    (row) => sendersOf(row).every((id) => id === row.senderId),
  ],
  [
    'was not delivered, and is in the feed of a recipient',
    (row) => row.deliveredAt !== null || recipientsOf(row).length === 0,
  ],
  [
    'was delivered, and is not in the feeds of its recipients, or in others',
    (row) => isWithItsRecipients(row),
  ],
]

const isDistinct = (ids: readonly string[]): boolean => new Set(ids).size === ids.length

const sendersOf = ({ parties }: RecognitionRow): string[] =>
  parties.flatMap(({ role, personId }) => (role === 'sender' ? personId : []))

const recipientsOf = ({ parties }: RecognitionRow): string[] =>
  parties.flatMap(({ role, personId }) => (role === 'recipient' ? personId : []))

function isListOfSome({ content }: RecognitionRow): boolean {
  return content === null || (content.recipients.length > 0 && isDistinct(content.recipients))
}

/** To whom a withdrawn one went is said by its parties alone. */
function isWithItsRecipients(row: RecognitionRow): boolean {
  if (row.deliveredAt === null) return true
  const recipients = new Set(recipientsOf(row))
  if (row.content === null) return recipients.size > 0
  const named = new Set(row.content.recipients)
  return recipients.symmetricDifference(named).size === 0
}

/** What is wrong with it, as it stands in a sentence after its name. */
export function faultsOf(row: RecognitionRow): string[] {
  return RULES.filter(([, holds]) => !holds(row)).map(([says]) => says)
}
