import { discardDraft } from '../drafts.ts'
import { listNames, t } from '../i18n.ts'
import { ask } from '../messages.ts'
import type { Draft, OutboxEntry } from '../stored.ts'
import { act } from './act.ts'
import { ConfirmButton } from './ConfirmButton.tsx'
import type { ConnectionStore, KeptForOther } from './connection.ts'
import { Icon } from './Icon.tsx'
import { Stage } from './parts.tsx'
import { reasonNotSent } from './refusal.ts'

interface Props {
  connection: ConnectionStore
  onOpen: (draftKey: string) => void
}

/** Everything written and not delivered: drafts, what waits and why, what was refused and why, what is kept for others. */
export function Unsent({ connection, onOpen }: Props) {
  const { drafts, entries, others } = connection
  const pending = entries.value.filter(({ state }) => state !== 'sent')
  const nothing = drafts.value.length + pending.length + others.value.length === 0
  const edit = async (id: string) => {
    const taken = await ask('outbox.takeBack', { id })
    if (taken) onOpen(taken.draftKey)
  }
  return (
    <div class="unsent">
      {nothing && (
        <Stage title={t('unsent_empty')}>
          <p>{t('unsent_empty_more')}</p>
        </Stage>
      )}
      {pending.length > 0 && (
        <section>
          <h2>{t('unsent_waiting')}</h2>
          {pending.map((entry) => (
            <Entry key={entry.id} entry={entry} onEdit={() => act(edit(entry.id))} />
          ))}
        </section>
      )}
      {drafts.value.length > 0 && (
        <section>
          <h2>{t('unsent_drafts')}</h2>
          {drafts.value.map((draft) => (
            <DraftRow key={draft.key} draft={draft} onOpen={() => onOpen(draft.key)} />
          ))}
        </section>
      )}
      {others.value.map((kept) => (
        <Others key={kept.account} kept={kept} />
      ))}
    </div>
  )
}

function Entry({ entry, onEdit }: { entry: OutboxEntry; onEdit: () => void }) {
  const { id, state, recognition, recipients } = entry
  return (
    <article class="row">
      <b>{listNames(recipients.map(({ name }) => name))}</b>
      <p class="excerpt" dir="auto">
        {recognition.message}
      </p>
      <p class={state === 'refused' ? 'status refused' : 'status'} role="status">
        <Icon name={state === 'refused' ? 'warning' : 'clock'} />
        <span>{statusOf(entry)}</span>
      </p>
      {state !== 'withdrawing' && (
        <div class="acts">
          <button type="button" class="link" onClick={() => act(ask('outbox.retry', { id }))}>
            {t('try_now')}
          </button>
          <button type="button" class="link" onClick={onEdit}>
            {t('edit')}
          </button>
          <ConfirmButton
            label={t('discard')}
            sure={t('discard_sure')}
            onConfirm={() => act(ask('outbox.discard', { id }))}
          />
        </div>
      )}
    </article>
  )
}

function statusOf({ state, fault, retryAt }: OutboxEntry): string {
  const problem = fault && reasonNotSent(fault, retryAt)
  if (state === 'withdrawing')
    return problem === null ? t('unsent_withdrawing') : t('unsent_withdrawing_why', { problem })
  if (state === 'refused')
    return problem === null ? t('unsent_refused') : t('unsent_refused_why', { problem })
  return problem === null ? t('unsent_sending') : t('unsent_waits', { problem })
}

function DraftRow({ draft, onOpen }: { draft: Draft; onOpen: () => void }) {
  const names = draft.recipients.map(({ name }) => name)
  return (
    <article class="row">
      <b>{names.length > 0 ? listNames(names) : t('unsent_to_nobody')}</b>
      <p class="excerpt" dir="auto">
        {draft.message.trim() || t('unsent_no_words')}
      </p>
      {draft.context && (
        <p class="status">
          <bdi>{draft.context.title}</bdi>
        </p>
      )}
      <div class="acts">
        <button type="button" class="link" onClick={onOpen}>
          {t('open')}
        </button>
        <ConfirmButton
          label={t('discard')}
          sure={t('discard_sure')}
          onConfirm={() => act(discardDraft(draft))}
        />
      </div>
    </article>
  )
}

/** Another person's words are not shown, and never sent as anybody else: only that they are here, and how to let go of them. */
function Others({ kept }: { kept: KeptForOther }) {
  const discard = async () => {
    for (const draft of kept.drafts) await discardDraft(draft)
    for (const { id } of kept.entries) await ask('outbox.discard', { id })
  }
  return (
    <section>
      <h2>{t('unsent_others_title', { name: kept.owner.person.name })}</h2>
      <p class="status">{t('unsent_others', { count: kept.count, server: kept.owner.server })}</p>
      <div class="acts">
        <ConfirmButton label={t('discard')} sure={t('discard_sure')} onConfirm={() => act(discard())} />
      </div>
    </section>
  )
}
