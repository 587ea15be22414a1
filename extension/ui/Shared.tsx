import { useEffect } from 'preact/hooks'
import { t } from '../i18n.ts'
import type { Session } from '../stored.ts'
import { act } from './act.ts'
import { wordsForNow } from './fault-words.ts'
import { Note, Stage } from './parts.tsx'
import { SharedItem } from './SharedItem.tsx'
import { createShared, type SharedStore } from './shared.ts'
import { useStore } from './use.ts'

/** A place to read what colleagues agreed to share. Its code comes only when somebody looks at it. */
export function Shared({ session }: { session: Session }) {
  const shared = useStore(() => createShared(session))
  useEffect(() => act(shared.begin()), [shared])
  const { items, next, choice } = shared
  const { team, value } = choice.value
  const isAll = team === null && value === null
  return (
    <div class="shared" aria-busy={shared.isAsking.value}>
      {!(isAll && items.value?.length === 0) && <Choices shared={shared} session={session} />}
      {items.value?.length === 0 && next.value === null && <Nothing isAll={isAll} shared={shared} />}
      <ol class="items">
        {items.value?.map((item) => (
          <SharedItem
            key={item.id}
            item={item}
            session={session}
            shared={shared}
            takesFocus={item.id === shared.firstOfMore.value}
          />
        ))}
      </ol>
      <Rest shared={shared} />
    </div>
  )
}

interface ChoicesProps {
  shared: SharedStore
  session: Session
}

function Choices({ shared, session: { values } }: ChoicesProps) {
  const { team, value } = shared.choice.value
  return (
    <div class="choices">
      <Choice
        label={t('shared_team')}
        all={t('shared_all_teams')}
        chosen={team}
        offered={shared.teams.value.map((name) => ({ id: name, name }))}
        onChoose={(chosen) => act(shared.choose({ team: chosen }))}
      />
      <Choice
        label={t('shared_value')}
        all={t('shared_all_values')}
        chosen={value}
        offered={values}
        onChoose={(chosen) => act(shared.choose({ value: chosen }))}
      />
    </div>
  )
}

interface ChoiceProps {
  label: string
  /** What the first choice says, that leaves nothing out. */
  all: string
  chosen: string | null
  offered: { id: string; name: string }[]
  onChoose: (chosen: string | null) => void
}

function Choice({ label, all, chosen, offered, onChoose }: ChoiceProps) {
  return (
    <select
      aria-label={label}
      value={chosen ?? ''}
      onChange={({ currentTarget }) => onChoose(currentTarget.value || null)}
    >
      <option value="">{all}</option>
      {offered.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  )
}

function Nothing({ isAll, shared }: { isAll: boolean; shared: SharedStore }) {
  return (
    <Stage title={t(isAll ? 'shared_empty' : 'shared_none')}>
      {isAll ? (
        <p>{t('shared_empty_more')}</p>
      ) : (
        <button type="button" class="second" onClick={() => act(shared.showAll())}>
          {t('shared_show_all')}
        </button>
      )}
    </Stage>
  )
}

/** What comes below the list: that it is waited for, why it does not come, or the way to more. */
function Rest({ shared: { fault, isAsking, next, again, more } }: { shared: SharedStore }) {
  const why = fault.value
  return (
    <div class="rest">
      <p class="quiet" role="status">
        {isAsking.value && t('loading')}
      </p>
      {why && <Note>{t('shared_not_kept', { problem: wordsForNow(why) })}</Note>}
      {why && (
        <button type="button" class="second" onClick={() => act(again())}>
          {t('try_again')}
        </button>
      )}
      {!why && next.value !== null && (
        <button type="button" class="second" aria-disabled={isAsking.value} onClick={() => act(more())}>
          {t('shared_more')}
        </button>
      )}
    </div>
  )
}
