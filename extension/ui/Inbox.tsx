import { useRef, useState } from 'preact/hooks'
import type { CompanyValue } from '../../shared/recognition.ts'
import { t } from '../i18n.ts'
import { openStorage } from '../storage.ts'
import type { Gone, InboxItem } from '../stored.ts'
import { createBegun } from './begun.ts'
import { GoneNotes } from './GoneNotes.tsx'
import type { InboxStore } from './inbox.ts'
import { live } from './live.ts'
import { Note, Stage } from './parts.tsx'
import { Received, type ReceivedProps } from './Received.tsx'
import { SentItem } from './SentItem.tsx'
import { createUndo } from './undo.ts'
import { useStore } from './use.ts'

type Box = 'received' | 'sent'

interface Props {
  inbox: InboxStore
  values: CompanyValue[]
  /** What the server speaks. */
  features: string[]
  onSendOne: () => void
  onTakenBack: (draftKey: string) => void
}

/** Received and sent, from what is stored here: it reads the same offline. */
export function Inbox({ inbox, values, features, onSendOne, onTakenBack }: Props) {
  const [box, show] = useState<Box>('received')
  const begun = useStore(createBegun)
  const preferences = inbox.preferences.value ?? null
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
      {box === 'received' && begun.isRead.value && (
        <ReceivedBox inbox={inbox} onSendOne={onSendOne} about={{ values, features, preferences, begun }} />
      )}
      {box === 'sent' && (
        <SentBox inbox={inbox} onSendOne={onSendOne} values={values} onTakenBack={onTakenBack} />
      )}
    </div>
  )
}

interface BoxProps {
  inbox: InboxStore
  onSendOne: () => void
}

async function readGone() {
  const gone = await (await openStorage()).getAll('gone')
  return gone.toSorted((a, b) => b.at.localeCompare(a.at))
}

/** What is left of what is gone from one of the boxes; undefined until it was read. */
function useGone({ isMine }: InboxStore, box: Box) {
  const gone = useStore((until) => live(readGone, ['inbox', 'session'], until)).value
  return gone?.filter((note) => isMine(note) === (box === 'sent'))
}

type About = Pick<ReceivedProps, 'values' | 'features' | 'preferences' | 'begun'>

function ReceivedBox({ inbox, onSendOne, about }: BoxProps & { about: About }) {
  const [items, muted] = [inbox.received.value, inbox.muted.value]
  const gone = useGone(inbox, 'received')
  // How a report stands is about what this person did, whoever sent it.
  const [quiet, heard] = parted(muted && gone, (note) => note.review === null && inbox.isMuted.value(note))
  const isOld = useWhatWasThere(items, muted)
  return (
    <>
      <GoneNotes gone={heard} />
      {items?.length === 0 && muted?.length === 0 && gone?.length === 0 && (
        <Empty box="received" onSendOne={onSendOne} />
      )}
      <ol class="items">
        {items?.map((item) => (
          <Received key={item.id} item={item} {...about} isFresh={!isOld(item)} />
        ))}
      </ol>
      {muted && muted.length + quiet.length > 0 && (
        <details class="muted">
          <summary>{t('muted')}</summary>
          <GoneNotes gone={quiet} />
          <ol class="items">
            {muted.map((item) => (
              <Received key={item.id} item={item} {...about} isMuted />
            ))}
          </ol>
        </details>
      )}
    </>
  )
}

/** Those that something is true of, and the others. */
function parted(gone: Gone[] | undefined, is: (note: Gone) => boolean): [Gone[], Gone[]] {
  const notes = gone ?? []
  return [notes.filter(is), notes.filter((note) => !is(note))]
}

/** What was there as the inbox opened; only what comes later slides in. */
function useWhatWasThere(items: InboxItem[] | undefined, muted: InboxItem[] | undefined) {
  const opened = useRef<Set<string>>(undefined)
  opened.current ??= items && muted && new Set([...items, ...muted].map(({ id }) => id))
  return ({ id }: InboxItem) => opened.current?.has(id) !== false
}

function SentBox({ inbox, onSendOne, ...about }: BoxProps & Pick<Props, 'values' | 'onTakenBack'>) {
  const items = inbox.sent.value
  const gone = useGone(inbox, 'sent')
  const { isRead, canUndo } = useStore(createUndo)
  return (
    <>
      {gone && <GoneNotes gone={gone} areMine />}
      {items?.length === 0 && gone?.length === 0 && <Empty box="sent" onSendOne={onSendOne} />}
      <ol class="items">
        {isRead.value &&
          items?.map((item) => <SentItem key={item.id} item={item} {...about} canUndo={canUndo(item.id)} />)}
      </ol>
    </>
  )
}

function Empty({ box, onSendOne }: { box: Box; onSendOne: () => void }) {
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
