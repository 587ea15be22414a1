import { v7 as uuidv7 } from 'uuid'
import { newMadeToken } from '../../../server/identity/admin-token.ts'
import { hashSecret, newSecret } from '../../../server/identity/tokens.ts'
import type { Scope } from '../../../server/stores/admin-token-store.ts'
import type { NewPerson, PersonRecord } from '../../../server/stores/people-store.ts'
import type { Store } from '../../../server/stores/store.ts'
import type { RecognitionContent } from '../../../shared/recognition.ts'

export const NOW = new Date('2026-11-02T09:00:00.000Z')
const DAY_MS = 86_400_000

/** So many days before now, or after it when negative. */
export function daysAgo(days: number): string {
  return new Date(NOW.getTime() - days * DAY_MS).toISOString()
}

/** Puts people and what is theirs into a store, without asking the API that is under test. */
export class Scene {
  readonly store: Store
  #people = 0

  constructor(store: Store) {
    this.store = store
  }

  async addPerson(changes: Partial<NewPerson> = {}): Promise<PersonRecord> {
    this.#people += 1
    const name = `Person ${this.#people}`
    const email = `person-${this.#people}-${uuidv7()}@corp.example`
    const profile = { name, email, team: null, role: 'member' as const, handles: [], ...changes }
    const outcome = await this.store.people.create(profile, daysAgo(400))
    if (outcome.kind !== 'stored') throw new Error(outcome.kind)
    return outcome.person
  }

  /** @param used undefined when it never was, since it was opened. @returns its token. */
  async openSession(personId: string, opened = daysAgo(0), used?: string): Promise<string> {
    const token = newSecret()
    const tokenHash = hashSecret(token)
    const session = { id: uuidv7(), tokenHash, device: 'A browser', grant: 'invite' as const }
    await this.store.access.openSession(personId, { ...session, createdAt: opened })
    if (used !== undefined) await this.store.access.touchSession(tokenHash, used)
    return token
  }

  async addToken(scopes: readonly Scope[], expiresAt = daysAgo(-1)): Promise<{ id: string; token: string }> {
    const [id, token] = [uuidv7(), newMadeToken()]
    const record = { id, name: 'A program', scopes, createdAt: daysAgo(2), expiresAt, lastUsedAt: null }
    await this.store.adminTokens.add({ ...record, tokenHash: hashSecret(token) })
    return { id, token }
  }

  /** @returns its code. */
  async addInvite(personId: string): Promise<string> {
    const code = newSecret()
    const times = { createdAt: daysAgo(0), expiresAt: daysAgo(-7) }
    await this.store.access.addInvite({ codeHash: hashSecret(code), personId, ...times })
    return code
  }

  /** @returns the id of what somebody said of that person's handle. */
  async addClaim(personId: string, claimedBy: string): Promise<string> {
    const id = uuidv7()
    const handle = { tool: 'gitlab', origin: 'https://git.corp.example', handle: `handle-${id}` }
    await this.store.handles.learn({ id, handle, personId, claimedBy, createdAt: daysAgo(0) })
    return id
  }

  /** @param deliverAt now unless it says otherwise: delivered at once then. @returns its id. */
  async send(
    senderId: string,
    recipientId: string,
    { deliverAt = daysAgo(0), ...changes }: Partial<RecognitionContent> & { deliverAt?: string } = {},
  ): Promise<string> {
    const content = { message: 'Your runbook saved my night', values: [], context: null }
    const recognition = {
      ...content,
      id: uuidv7(),
      recipients: [recipientId],
      visibility: 'public' as const,
      ...changes,
    }
    await this.store.recognitions.accept({
      recognition,
      senderId,
      sentAt: daysAgo(0),
      deliverAt,
      limits: null,
    })
    return recognition.id
  }

  /** Something public, delivered, that its recipient agreed to share. @returns its id. */
  async share(sender: PersonRecord, recipient: PersonRecord): Promise<string> {
    const id = await this.send(sender.id, recipient.id)
    await this.store.recognitions.amend(id, recipient.id, { publication: 'agreed' })
    return id
  }

  /** A recipient reports it. @param isRead whether a moderator has read it, too. */
  async report(id: string, recipientId: string, isRead = true): Promise<void> {
    const report = { reason: 'It makes fun of me', now: daysAgo(0) }
    await this.store.recognitions.report(id, recipientId, report)
    if (isRead) await this.store.moderation.open(id, { now: daysAgo(0), exceptParty: null })
  }
}

/** All rows of a store, but when something was last used: that is noted by the way. */
export async function rowsOf(store: Store): Promise<string[]> {
  const rows: string[] = []
  for await (const row of store.rows())
    rows.push(JSON.stringify(row, (key, value) => (key === 'lastUsedAt' ? undefined : value)))
  return rows
}
