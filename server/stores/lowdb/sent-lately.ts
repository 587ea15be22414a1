import type { PersonId, RecognitionId } from '../../../shared/recognition.ts'
import { LONGEST_MS } from '../sending-limits.ts'
import type { RecognitionRow } from '../rows.ts'

/** Whether it counts for its sender: what was undone before its delivery does not. */
export function isCounted({ content, deliveredAt }: RecognitionRow): boolean {
  return content !== null || deliveredAt !== null
}

/** What each person sent as far back as limits look, and a little longer. */
export class SentLately {
  readonly #bySender = new Map<PersonId, Map<RecognitionId, number>>()
  #newest = 0

  of(senderId: PersonId): RecognitionId[] {
    return [...(this.#bySender.get(senderId)?.keys() ?? [])]
  }

  put(row: RecognitionRow): void {
    const sentAt = Date.parse(row.sentAt)
    this.#newest = Math.max(this.#newest, sentAt)
    if (!isCounted(row)) return void this.#bySender.get(row.senderId)?.delete(row.id)
    if (this.#isOld(sentAt)) return
    const sent = this.#bySender.get(row.senderId) ?? new Map<RecognitionId, number>()
    for (const [id, time] of sent) {
      if (!this.#isOld(time)) break
      sent.delete(id)
    }
    this.#bySender.set(row.senderId, sent.set(row.id, sentAt))
  }

  #isOld(time: number): boolean {
    return this.#newest - time > LONGEST_MS
  }
}
