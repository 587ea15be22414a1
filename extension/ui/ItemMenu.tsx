import { useId, useState } from 'preact/hooks'
import type { Fault } from '../faults.ts'
import { t } from '../i18n.ts'
import { ask } from '../messages.ts'
import { nameOf } from '../person-name.ts'
import type { InboxItem } from '../stored.ts'
import { act } from './act.ts'
import type { BegunStore } from './begun.ts'
import { wordsForNow } from './fault-words.ts'
import { Icon } from './Icon.tsx'
import { Note } from './parts.tsx'
import { Report } from './Report.tsx'

interface Props {
  item: InboxItem
  begun: BegunStore
  isMuted: boolean
  canMute: boolean
  canReport: boolean
}

/** What is seldom needed, behind three dots: peace from a sender, and a moderator. */
export function ItemMenu({ item, begun, isMuted, canMute, canReport }: Props) {
  const [isOpen, setOpen] = useState(false)
  const [isReporting, setReporting] = useState(false)
  const id = useId()
  if (!canMute && !canReport) return null
  const toggle = () => {
    setOpen(!isOpen)
    setReporting(false)
  }
  return (
    <>
      <button
        type="button"
        class="bare more"
        aria-label={t('item_more', { name: nameOf(item.sender) })}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={toggle}
      >
        <Icon name="more" />
      </button>
      <div id={id} class="menu" hidden={!isOpen}>
        {isOpen && canMute && !isReporting && <Mute item={item} isMuted={isMuted} />}
        {isOpen && canReport && !isReporting && (
          <button type="button" class="link" onClick={() => setReporting(true)}>
            {t('report')}
          </button>
        )}
        {isReporting && <Report id={item.id} begun={begun} onLeave={() => setReporting(false)} />}
      </div>
    </>
  )
}

function Mute({ item: { sender }, isMuted }: Pick<Props, 'item' | 'isMuted'>) {
  const [fault, setFault] = useState<Fault | null>(null)
  const name = nameOf(sender)
  const change = async () => {
    const outcome = await ask('preferences.mute', { sender: sender.id, isMuted: !isMuted })
    setFault(outcome.kind === 'fault' ? outcome.fault : null)
  }
  return (
    <div>
      <button type="button" class="link" onClick={() => act(change())}>
        {isMuted ? t('unmute', { name }) : t('mute', { name })}
      </button>
      {!isMuted && <p class="quiet">{t('mute_why')}</p>}
      {fault && <Note>{wordsForNow(fault)}</Note>}
    </div>
  )
}
