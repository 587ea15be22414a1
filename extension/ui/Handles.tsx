import type { MyHandle } from '../../shared/api.ts'
import { t } from '../i18n.ts'
import { ask } from '../messages.ts'
import { ConfirmButton } from './ConfirmButton.tsx'
import { wordsForNow } from './fault-words.ts'
import { createListing } from './listing.ts'
import { Note } from './parts.tsx'
import { useStore } from './use.ts'

/** What this person is called in the tools. What colleagues only say is asked, and counts for nobody else until then. */
export function Handles() {
  const { items, fault, change } = useStore(() => createListing(() => ask('handles.list', {})))
  const claimsFirst = items.value?.toSorted((a, b) => Number(a.confirmed) - Number(b.confirmed))
  return (
    <section aria-labelledby="handles" aria-busy={items.value === null && fault.value === null}>
      <h2 id="handles">{t('handles_title')}</h2>
      {items.value && <p class="quiet">{t(items.value.length === 0 ? 'handles_none' : 'handles_why')}</p>}
      {fault.value && <Note>{wordsForNow(fault.value)}</Note>}
      <ul class="rows">
        {claimsFirst?.map((handle) => (
          <Handle
            key={handle.id}
            handle={handle}
            onConfirm={() => change(() => ask('handles.confirm', { id: handle.id }))}
            onRemove={() => change(() => ask('handles.remove', { id: handle.id }))}
          />
        ))}
      </ul>
    </section>
  )
}

interface HandleProps {
  handle: MyHandle
  onConfirm: () => void
  onRemove: () => void
}

function Handle({ handle: { id, handle, origin, confirmed }, onConfirm, onRemove }: HandleProps) {
  const about = `handle-${id}`
  return (
    <li class={confirmed ? '' : 'claim'}>
      <span id={about}>
        <b>
          <bdi>{handle}</bdi>
        </b>
        <small>
          <bdi>{URL.parse(origin)?.host ?? origin}</bdi>
        </small>
      </span>
      {confirmed ? (
        <ConfirmButton
          label={t('handles_remove')}
          sure={t('handles_remove_sure')}
          about={about}
          onConfirm={onRemove}
        />
      ) : (
        <div class="acts" role="group" aria-labelledby={about}>
          <span>{t('handles_ask')}</span>
          <button type="button" class="link" onClick={onConfirm}>
            {t('handles_yes')}
          </button>
          <button type="button" class="link" onClick={onRemove}>
            {t('handles_no')}
          </button>
        </div>
      )}
    </li>
  )
}
