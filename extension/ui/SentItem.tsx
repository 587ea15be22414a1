import { useState } from 'preact/hooks'
import type { Answer, CompanyValue } from '../../shared/recognition.ts'
import type { Fault } from '../faults.ts'
import { listNames, t } from '../i18n.ts'
import { ask } from '../messages.ts'
import { nameOf } from '../person-name.ts'
import type { InboxItem } from '../stored.ts'
import { act } from './act.ts'
import { answerOf } from './answer-words.ts'
import { ConfirmButton } from './ConfirmButton.tsx'
import { Meta, Reviewed } from './ItemNotes.tsx'
import { Avatar, Face, Note } from './parts.tsx'
import { when } from './when.ts'
import { WorkLink } from './WorkLink.tsx'

/** One that this person sent, with what its recipients answered. */
export function SentItem({ item, values }: { item: InboxItem; values: CompanyValue[] }) {
  const [first] = item.recipients
  const names = listNames(item.recipients.map(nameOf))
  const [fault, setFault] = useState<Fault | null>(null)
  const withdraw = async () => {
    const result = await ask('recognition.withdraw', { id: item.id })
    setFault(result.kind === 'fault' ? result.fault : null)
  }
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
        <div class="acts">
          <ConfirmButton label={t('withdraw')} sure={t('withdraw_sure')} onConfirm={() => act(withdraw())} />
        </div>
        {fault && <Note>{t(`problem_${fault}`)}</Note>}
      </div>
    </li>
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
