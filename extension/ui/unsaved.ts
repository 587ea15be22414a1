import { isWritten, placeOf } from '../drafts.ts'
import { announce, openStorage } from '../storage.ts'
import type { Draft } from '../stored.ts'

const KEY = 'unsaved draft '

interface Note {
  draft: Draft
  openedAt: number
}

/**
 * Notes a draft where it is safe at once. Chromium drops what a window asked of the database when the window closes in the
 * next milliseconds: a fast typist's last word. What is written to localStorage is out of the window already.
 * @param openedAt when its window read what was stored before, in ms
 * @returns forgets the note, once the database has the draft.
 */
export function noteUnsaved(draft: Draft, openedAt: number): () => void {
  const notes = localStorage
  const key = KEY + draft.writer
  const note = JSON.stringify({ draft: { ...draft, updatedAt: Date.now() }, openedAt } satisfies Note)
  notes.setItem(key, note)
  return () => {
    if (notes.getItem(key) === note) notes.removeItem(key)
  }
}

/** Stores what a window that closed too soon could only note. */
export async function rescueUnsaved(): Promise<void> {
  for (const key of Object.keys(localStorage).filter((name) => name.startsWith(KEY))) {
    const note = localStorage.getItem(key)
    // Only `noteUnsaved` writes under these names.
    if (note) await rescue(JSON.parse(note) as Note)
    if (localStorage.getItem(key) === note) localStorage.removeItem(key)
  }
}

/** Never over words that were written since or elsewhere, and never what is on its way already. */
async function rescue({ draft, openedAt }: Note): Promise<void> {
  const transaction = (await openStorage()).transaction(['drafts', 'outbox'], 'readwrite')
  const drafts = transaction.objectStore('drafts')
  const key = placeOf(draft, await drafts.get([draft.account, draft.key]), openedAt)
  const there = await drafts.get([draft.account, key])
  const isSent = (await transaction.objectStore('outbox').get(draft.id)) !== undefined
  if (!isSent && (there?.updatedAt ?? 0) <= draft.updatedAt)
    await (isWritten(draft) ? drafts.put({ ...draft, key }) : drafts.delete([draft.account, key]))
  await transaction.done
  announce('drafts')
}
