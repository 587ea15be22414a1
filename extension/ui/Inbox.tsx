import { useRef, useState } from 'preact/hooks'
import type { CompanyValue } from '../../shared/recognition.ts'
import type { Fault } from '../faults.ts'
import { listNames, t } from '../i18n.ts'
import { ask } from '../messages.ts'
import { nameOf } from '../person-name.ts'
import type { InboxItem } from '../storage.ts'
import { act } from './act.ts'
import type { InboxStore } from './inbox.ts'
import { ConfirmButton } from './ConfirmButton.tsx'
import { Icon } from './Icon.tsx'
import { Face, Note, Stage } from './parts.tsx'
import { when } from './when.ts'
import { WorkLink } from './WorkLink.tsx'

interface Props {
  inbox: InboxStore
  values: CompanyValue[]
  onSendOne: () => void
}

/** Received and sent, from what is stored here: it reads the same offline. */
export function Inbox({ inbox, values, onSendOne }: Props) {
  const [box, show] = useState<'received' | 'sent'>('received')
  const items = inbox[box].value
  /** What was there as the inbox opened; only what comes later slides in. */
  const opened = useRef<Set<string>>(undefined)
  opened.current ??= inbox.received.value && new Set(inbox.received.value.map(({ id }) => id))
  return (
    <div class="inbox">
      <div class="boxes" role="group" aria-label={t('nav_inbox')}>
        {(['received', 'sent'] as const).map((name) => (
          <button key={name} type="button" aria-pressed={box === name} onClick={() => show(name)}>
            {t(`inbox_${name}`)}
          </button>
        ))}
      </div>
      {inbox.fault.value && <Note>{t('inbox_stale', { problem: t(`problem_${inbox.fault.value}`) })}</Note>}
      {items?.length === 0 && <Empty box={box} onSendOne={onSendOne} />}
      <ol class="items">
        {items?.map((item) =>
          box === 'received' ? (
            <Received
              key={item.id}
              item={item}
              values={values}
              fresh={opened.current?.has(item.id) === false}
            />
          ) : (
            <SentItem key={item.id} item={item} values={values} />
          ),
        )}
      </ol>
    </div>
  )
}

function Empty({ box, onSendOne }: { box: 'received' | 'sent'; onSendOne: () => void }) {
  const received = box === 'received'
  return (
    <Stage title={t(received ? 'inbox_empty' : 'inbox_sent_empty')}>
      <p>{t(received ? 'inbox_empty_more' : 'inbox_sent_empty_more')}</p>
      <button type="button" class="primary" onClick={onSendOne}>
        {t('send_one')}
      </button>
    </Stage>
  )
}

/** Opening one, or its page, marks that one read and no other. */
function Received({ item, values, fresh }: { item: InboxItem; values: CompanyValue[]; fresh: boolean }) {
  const unread = item.readAt === null
  const read = () => {
    if (unread) act(ask('inbox.read', { id: item.id }))
  }
  return (
    <li class={`item${unread ? ' unread' : ''}${fresh ? ' fresh' : ''}`}>
      <Face person={item.sender} />
      <div class="body">
        <button type="button" class="words" onClick={read}>
          <span class="line">
            <b>
              <bdi>{nameOf(item.sender)}</bdi>
            </b>
            {unread && <span class="dot" role="img" aria-label={t('inbox_unread')} />}
            <time dateTime={item.deliveredAt ?? item.sentAt}>{when(item.deliveredAt ?? item.sentAt)}</time>
          </span>
          <span class="text" dir="auto">
            {item.message}
          </span>
        </button>
        <WorkLink item={item} onOpen={read} />
        <Meta item={item} values={values} />
        <Publication item={item} />
      </div>
    </li>
  )
}

/** The recipient has the last word on what colleagues see, and may change it at any time. */
function Publication({ item }: { item: InboxItem }) {
  const { id, publication } = item
  const [fault, setFault] = useState<Fault | null>(null)
  if (!publication) return null
  const answer = async (publish: boolean) => {
    const result = await ask('recognition.publish', { id, publish })
    setFault(result.kind === 'fault' ? result.fault : null)
  }
  const share = (label: string, publish: boolean) => (
    <button type="button" class="link" onClick={() => act(answer(publish))}>
      {label}
    </button>
  )
  return (
    <div class="acts" role="group" aria-label={t('publish_ask')}>
      <span class="quiet" role="status">
        {t(`publish_${publication}`)}
      </span>
      {publication !== 'agreed' && share(t('publish_yes'), true)}
      {publication !== 'declined' && share(t('publish_no'), false)}
      {fault && <Note>{t(`problem_${fault}`)}</Note>}
    </div>
  )
}

function SentItem({ item, values }: { item: InboxItem; values: CompanyValue[] }) {
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
        <div class="acts">
          <ConfirmButton label={t('withdraw')} sure={t('withdraw_sure')} onConfirm={() => act(withdraw())} />
        </div>
        {fault && <Note>{t(`problem_${fault}`)}</Note>}
      </div>
    </li>
  )
}

function Meta({ item, values }: { item: InboxItem; values: CompanyValue[] }) {
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
