import { useState } from 'preact/hooks'
import type { Answer, CompanyValue } from '../../shared/recognition.ts'
import { listNames, t } from '../i18n.ts'
import { ask } from '../messages.ts'
import { nameOf } from '../person-name.ts'
import type { InboxItem } from '../stored.ts'
import { act } from './act.ts'
import { answerOf } from './answer-words.ts'
import { ConfirmButton } from './ConfirmButton.tsx'
import { wordsForNow } from './fault-words.ts'
import { Icon } from './Icon.tsx'
import { Meta, Reviewed } from './ItemNotes.tsx'
import { Avatar, Face, Note } from './parts.tsx'
import { when } from './when.ts'
import { WorkLink } from './WorkLink.tsx'

interface Props {
  item: InboxItem
  values: CompanyValue[]
  /** It is as if it never was, and its text is in the draft under this key. */
  onTakenBack: (draftKey: string) => void
}

/** One that this person sent, with what its recipients answered. */
export function SentItem({ item, values, canUndo, onTakenBack }: Props & { canUndo: boolean }) {
  const [first] = item.recipients
  const names = listNames(item.recipients.map(nameOf))
  return (
    <li class="item">
      {first && <Face person={first} />}
      <div class="body">
        <div class="words">
          <span class="line">
            <b>{t('inbox_to', { names })}</b>
            <time dateTime={item.sentAt}>{when(item.sentAt)}</time>
          </span>
          <span class="text" dir="auto">
            {item.message}
          </span>
        </div>
        <WorkLink item={item} />
        <Meta item={item} values={values} />
        <Answers answers={item.answers} />
        <Reviewed review={item.review} />
        <WayBack id={item.id} canUndo={canUndo} onTakenBack={onTakenBack} />
      </div>
    </li>
  )
}

/** Undo while nobody else has it, which gives the text back; from then on it can be withdrawn, which does not. */
function WayBack({
  id,
  canUndo,
  onTakenBack,
}: Pick<Props, 'onTakenBack'> & { id: string; canUndo: boolean }) {
  const [problem, say] = useState<string | null>(null)
  const undo = async () => {
    const taken = await ask('outbox.takeBack', { id })
    if (taken) onTakenBack(taken.draftKey)
    else say(t('undo_too_late'))
  }
  const withdraw = async () => {
    const result = await ask('recognition.withdraw', { id })
    say(result.kind === 'fault' ? wordsForNow(result.fault) : null)
    if (result.kind === 'taken_back') onTakenBack(result.draftKey)
  }
  return (
    <>
      <div class="acts">
        {canUndo ? (
          <button type="button" class="link undo" onClick={() => act(undo())}>
            <Icon name="undo" />
            {t('undo')}
          </button>
        ) : (
          <ConfirmButton label={t('withdraw')} sure={t('withdraw_sure')} onConfirm={() => act(withdraw())} />
        )}
      </div>
      {problem !== null && <Note>{problem}</Note>}
    </>
  )
}

function Answers({ answers }: { answers: Answer[] | undefined }) {
  if (!answers?.length) return null
  return (
    <ul class="answers">
      {answers.map((answer) => (
        <li key={answer.person.id} class="answer">
          <Avatar id={answer.person.id} name={nameOf(answer.person)} />
          <p>
            <b>
              <bdi>{nameOf(answer.person)}</bdi>
            </b>{' '}
            <span dir="auto">{answerOf(answer)}</span>
          </p>
        </li>
      ))}
    </ul>
  )
}
