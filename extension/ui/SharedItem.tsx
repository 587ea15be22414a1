import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Fault } from '../faults.ts'
import { listNames, t } from '../i18n.ts'
import { nameOf } from '../person-name.ts'
import type { Session } from '../stored.ts'
import { act } from './act.ts'
import { wordsForNow } from './fault-words.ts'
import { Face, Note } from './parts.tsx'
import type { SharedItem as Item, SharedStore } from './shared.ts'
import { when } from './when.ts'
import { WorkLink } from './WorkLink.tsx'

interface Props {
  item: Item
  session: Session
  shared: SharedStore
  /** Whether it is where somebody who asked for more goes on reading. */
  takesFocus: boolean
}

/** One that colleagues agreed to share: who thanked whom, for what. No numbers, and nothing to collect. */
export function SharedItem({ item, session, shared, takesFocus }: Props) {
  const heading = useRef<HTMLHeadingElement>(null)
  useLayoutEffect(() => {
    if (takesFocus) heading.current?.focus()
  }, [takesFocus])
  const { sender, recipients, deliveredAt, sentAt } = item
  const at = deliveredAt ?? sentAt
  const names = listNames(recipients.map(nameOf))
  const parties = [sender, ...recipients].map(({ id }) => id)
  const valueNames = item.values.map((id) => session.values.find((value) => value.id === id)?.name ?? id)
  return (
    <li class="item">
      <Face person={sender} />
      <div class="body">
        <div class="line">
          <h2 id={`shared-${item.id}`} ref={heading} tabIndex={-1}>
            {t('shared_line', { sender: nameOf(sender), names })}
          </h2>
          <time dateTime={at}>{when(at)}</time>
        </div>
        {item.gone ? (
          <p class="quiet" role="status">
            {t('shared_gone')}
          </p>
        ) : (
          <>
            <p class="text" dir="auto">
              {item.message}
            </p>
            <WorkLink item={item} />
            {valueNames.length > 0 && <small class="meta">{listNames(valueNames)}</small>}
            {!parties.includes(session.person.id) && (
              <MeToo item={item} names={names} me={session.person.id} shared={shared} />
            )}
          </>
        )}
      </div>
    </li>
  )
}

interface MeTooProps {
  item: Item
  names: string
  me: string
  shared: SharedStore
}

/** A second voice, heard by those it is for alone. */
function MeToo({ item: { id, meToo }, names, me, shared }: MeTooProps) {
  const [fault, setFault] = useState<Fault | null>(null)
  const isSaid = meToo?.some((person) => person.id === me) === true
  const say = async () => setFault(await shared.sayMeToo(id, !isSaid))
  return (
    <div class="acts">
      <button
        type="button"
        class="chip"
        aria-pressed={isSaid}
        aria-describedby={`shared-${id}`}
        onClick={() => act(say())}
      >
        {t('shared_me_too')}
      </button>
      <span class="quiet" role="status">
        {isSaid && t('shared_me_too_said', { names })}
      </span>
      {fault && <Note>{wordsForNow(fault)}</Note>}
    </div>
  )
}
