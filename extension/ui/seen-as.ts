import type { Match, MatchRequest } from '../../shared/api.ts'
import type { Person, PersonId, WorkItemKind } from '../../shared/recognition.ts'
import { t } from '../i18n.ts'
import type { Recipient, SeenAs } from '../stored.ts'

/**
 * Why the people of a page are offered: what they did there, and whether it is certain that it was them.
 * @param isAboutPage whether the draft still is about that page
 */
export function createReasons(isAboutPage: () => boolean) {
  const reasons = new Map<PersonId, SeenAs>()

  /** What is certain counts before what is likely, and of several roles the first, as they are in order. */
  function note(people: MatchRequest['people'], matches: Match[], kind: WorkItemKind | 'linked'): void {
    for (const [index, { role }] of people.entries()) {
      const match = matches[index]
      if (!match?.person) continue
      const { id } = match.person
      const isSure = isCertain(match)
      if (reasons.get(id)?.isSure || (reasons.has(id) && !isSure)) continue
      reasons.set(id, kind === 'linked' ? { role: kind, kind: 'page', isSure } : { role, kind, isSure })
    }
  }

  function withReason(person: Person): Recipient {
    const seenAs = reasons.get(person.id)
    if (!seenAs) return person
    return isAboutPage() ? { ...person, seenAs } : withoutReason({ ...person, seenAs })
  }

  /** Of a recipient from before, what the page says now; it may have changed since. What the sender confirmed stays so. */
  function renewed(recipient: Recipient): Recipient {
    const { seenAs } = recipient
    if (!seenAs || seenAs.role === 'linked') return recipient
    const now = withReason(recipient).seenAs
    if (!reasons.has(recipient.id) || !now) return withoutReason(recipient)
    return { ...recipient, seenAs: { ...now, isSure: now.isSure || seenAs.isSure } }
  }

  /** Whoever was looked for by the sender is who they mean. What a page says of a mere name may be about somebody else. */
  function ifCertain(person: Person): Recipient {
    return reasons.get(person.id)?.isSure ? withReason(person) : person
  }

  return { note, withReason, renewed, ifCertain }
}

/** Without what the page said of them. Who was not certain is not certain now: they are still asked about. */
export function withoutReason({ seenAs, ...person }: Recipient): Recipient {
  return seenAs?.isSure === false ? { ...person, seenAs: { ...seenAs, role: null } } : person
}

/** A name alone may be somebody else's too. */
export function isCertain({ by }: Match): boolean {
  return by === 'email' || by === 'handle'
}

const AUTHOR_OF = {
  wiki: 'seen_author_page',
  page: 'seen_author_page',
  ticket: 'seen_author_ticket',
  review: 'seen_author_change',
  commit: 'seen_author_change',
  discussion: 'seen_author_discussion',
} as const satisfies Record<WorkItemKind, string>

/** 'last edited this page', to stand after the name; empty where the page says nothing. */
export function reasonText({ role, kind }: SeenAs): string {
  if (role === null) return ''
  if (role === 'author') return t(AUTHOR_OF[kind])
  const isChange = kind === 'review' || kind === 'commit'
  return role === 'assignee' && isChange ? t('seen_assignee_change') : t(`seen_${role}`)
}
