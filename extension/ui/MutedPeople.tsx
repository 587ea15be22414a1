import type { Person } from '../../shared/recognition.ts'
import { t } from '../i18n.ts'
import { nameOf } from '../person-name.ts'
import { openStorage } from '../storage.ts'
import { live } from './live.ts'
import { Avatar } from './parts.tsx'
import { useStore } from './use.ts'

/** Who sent what is in this browser, by id: it says what muted people are called. */
async function readSenders(): Promise<Map<string, Person>> {
  const items = await (await openStorage()).getAll('inbox')
  return new Map(items.map(({ sender }) => [sender.id, sender]))
}

interface Props {
  muted: string[]
  onUnmute: (sender: string) => void
}

/** The people whose bright spots come in quietly. */
export function MutedPeople({ muted, onUnmute }: Props) {
  const senders = useStore((until) => live(readSenders, ['inbox', 'session'], until))
  const name = (id: string) => {
    const sender = senders.value?.get(id)
    return sender ? nameOf(sender) : t('muted_unknown')
  }
  return (
    <div class="part" role="group" aria-labelledby="muted">
      <h3 id="muted">{t('muted_title')}</h3>
      <p class="quiet">{t(muted.length === 0 ? 'muted_none' : 'mute_why')}</p>
      <ul class="rows">
        {senders.value &&
          muted.map((id) => (
            <li key={id}>
              <span class="who" id={`muted-${id}`}>
                <Avatar id={id} name={name(id)} />
                <bdi>{name(id)}</bdi>
              </span>
              <button
                type="button"
                class="link"
                aria-describedby={`muted-${id}`}
                onClick={() => onUnmute(id)}
              >
                {t('muted_end')}
              </button>
            </li>
          ))}
      </ul>
    </div>
  )
}
