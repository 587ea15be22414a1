import { signal } from '@preact/signals'
import { useState } from 'preact/hooks'
import type { Fault } from '../faults.ts'
import { t } from '../i18n.ts'
import { ask } from '../messages.ts'
import { act } from './act.ts'
import { wordsForNow } from './fault-words.ts'
import { Note } from './parts.tsx'
import { useStore } from './use.ts'

function createLeave(onLeft: () => void) {
  const fault = signal<Fault | null>(null)
  const exported = signal(false)

  async function exportAll(): Promise<void> {
    exported.value = false
    const outcome = await ask('me.export', {})
    fault.value = outcome.kind === 'fault' ? outcome.fault : null
    if (outcome.kind === 'fault') return
    download(outcome.value)
    exported.value = true
  }

  async function leave(): Promise<void> {
    const outcome = await ask('me.leave', {})
    fault.value = outcome.kind === 'fault' ? outcome.fault : null
    if (outcome.kind === 'done') onLeft()
  }
  return { fault, exported, exportAll, leave }
}

/** All of one's data as a file, and the end of the account. */
export function Leave({ onLeft }: { onLeft: () => void }) {
  const { fault, exported, exportAll, leave } = useStore(() => createLeave(onLeft))
  const [isLeaving, setLeaving] = useState(false)
  return (
    <section aria-labelledby="leave">
      <h2 id="leave">{t('leave_title')}</h2>
      <p class="quiet">{t('export_why')}</p>
      <div class="acts">
        <button type="button" class="link" onClick={() => act(exportAll())}>
          {t('export_button')}
        </button>
        <span class="quiet" role="status">
          {exported.value && t('export_done')}
        </span>
      </div>
      <button
        type="button"
        class="link danger"
        aria-expanded={isLeaving}
        onClick={() => setLeaving(!isLeaving)}
      >
        {t('leave_button')}
      </button>
      {isLeaving && <LastWord onLeave={() => act(leave())} onStay={() => setLeaving(false)} />}
      {fault.value && <Note>{wordsForNow(fault.value)}</Note>}
    </section>
  )
}

/** Says what goes and what stays before it asks for the second click. */
function LastWord({ onLeave, onStay }: { onLeave: () => void; onStay: () => void }) {
  return (
    <div class="last-word">
      <p>{t('leave_goes')}</p>
      <p>{t('leave_stays')}</p>
      <p>
        <b>{t('leave_no_way_back')}</b>
      </p>
      <div class="acts">
        <button type="button" class="second" onClick={onStay}>
          {t('leave_keep')}
        </button>
        <button type="button" class="link danger" onClick={onLeave}>
          {t('leave_sure')}
        </button>
      </div>
    </div>
  )
}

/** By a link of the page's own: that needs no permission. */
function download(json: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([json], { type: 'application/json' }))
  link.download = `bright-spots-${new Date().toISOString().slice(0, 10)}.json`
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
