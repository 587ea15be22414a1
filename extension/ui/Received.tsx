import { useState } from 'preact/hooks'
import type { Preferences } from '../../shared/preferences.ts'
import type { CompanyValue } from '../../shared/recognition.ts'
import { t } from '../i18n.ts'
import { ask } from '../messages.ts'
import { nameOf } from '../person-name.ts'
import type { InboxItem } from '../stored.ts'
import { act } from './act.ts'
import { Answering } from './Answering.tsx'
import type { BegunStore } from './begun.ts'
import { ItemMenu } from './ItemMenu.tsx'
import { MeToo, Meta, Reviewed } from './ItemNotes.tsx'
import { Face } from './parts.tsx'
import { Publication } from './Publication.tsx'
import { when } from './when.ts'
import { WorkLink } from './WorkLink.tsx'

export interface ReceivedProps {
  item: InboxItem
  values: CompanyValue[]
  /** What the server speaks. */
  features: string[]
  preferences: Preferences | null
  begun: BegunStore
  isMuted?: boolean
  /** It came while the window was open. */
  isFresh?: boolean
}

/** Opening one, or its page, marks that one read and no other; opened, it can be answered. An answer that was begun is open. */
export function Received({ item, values, features, preferences, begun, isMuted, isFresh }: ReceivedProps) {
  const [isOpen, setOpen] = useState(begun.of(item.id).line !== '')
  const unread = item.readAt === null
  const read = () => {
    if (unread) act(ask('inbox.read', { id: item.id }))
  }
  const open = () => {
    read()
    setOpen(true)
  }
  return (
    <li class={`item${unread ? ' unread' : ''}${isFresh ? ' fresh' : ''}`}>
      <Face person={item.sender} />
      <div class="body">
        <Words item={item} onOpen={open} />
        <WorkLink item={item} onOpen={read} />
        <div class="under">
          <Meta item={item} values={values} />
          <ItemMenu
            item={item}
            begun={begun}
            isMuted={isMuted === true}
            canMute={features.includes('preferences') && !item.sender.former}
            canReport={features.includes('reports')}
          />
        </div>
        <MeToo people={item.meToo} />
        <Reviewed review={item.review} />
        <Publication item={item} preferences={features.includes('preferences') ? preferences : null} />
        {features.includes('answers') && (
          <Answering item={item} begun={begun} isOpen={isOpen} setOpen={setOpen} />
        )}
      </div>
    </li>
  )
}

function Words({ item, onOpen }: { item: InboxItem; onOpen: () => void }) {
  const at = item.deliveredAt ?? item.sentAt
  return (
    <button type="button" class="words" onClick={onOpen}>
      <span class="line">
        <b>
          <bdi>{nameOf(item.sender)}</bdi>
        </b>
        {item.readAt === null && <span class="dot" role="img" aria-label={t('inbox_unread')} />}
        <time dateTime={at}>{when(at)}</time>
      </span>
      <span class="text" dir="auto">
        {item.message}
      </span>
    </button>
  )
}
