import type { CompanyValue, Person, Review } from '../../shared/recognition.ts'
import { listNames, t } from '../i18n.ts'
import { nameOf } from '../person-name.ts'
import type { InboxItem } from '../stored.ts'
import { Icon } from './Icon.tsx'

/** Who sees it, its values, and whether it is delivered, in one quiet line. */
export function Meta({ item, values }: { item: InboxItem; values: CompanyValue[] }) {
  const names = item.values.map((id) => values.find((value) => value.id === id)?.name ?? id)
  const parts = [
    item.visibility === 'private' ? t('inbox_just_us') : null,
    names.length > 0 ? listNames(names) : null,
    item.deliveredAt === null ? t('not_delivered') : null,
  ]
  return (
    <small class="meta">
      {item.visibility === 'private' && <Icon name="lock" />}
      {parts.filter(Boolean).join(' · ')}
    </small>
  )
}

/** Colleagues who said 'me too'. By name: nobody is counted. */
export function MeToo({ people }: { people: Person[] | undefined }) {
  if (!people?.length) return null
  const names = listNames(people.map(nameOf))
  return <p class="quiet">{t('me_too_names', { names, count: people.length })}</p>
}

const REVIEWS = { read: 'review_read', kept: 'review_kept', hidden: 'review_hidden' } as const

/** That a moderator has read it, for its parties. */
export function Reviewed({ review }: { review: Review | undefined }) {
  if (!review) return null
  return <p class="quiet">{t(REVIEWS[review.outcome ?? 'read'])}</p>
}
