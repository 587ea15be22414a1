import { signal } from '@preact/signals'
import { accountKey, openStorage, readConnection } from '../storage.ts'
import type { Begun } from '../stored.ts'
import { act, keepUp } from './act.ts'

const KEY = 'unsaved reply '

/** What was typed to answer or to report something received, and was not sent: it is there again in the next view or window. */
export function createBegun() {
  const isRead = signal(false)
  const known = new Map<string, Begun>()
  let account = ''

  async function read(): Promise<void> {
    const connection = await readConnection()
    if (connection.kind !== 'connected') return
    account = accountKey(connection.session)
    await rescue(account)
    for (const begun of await (await openStorage()).getAll('begun')) known.set(begun.id, begun)
  }
  keepUp(read().finally(() => (isRead.value = true)))

  /** Of the bright spot with that id; empty where nothing was begun. */
  const of = (id: string): Begun => known.get(id) ?? { account, id, line: '', reason: '' }

  /** On every keystroke; what is emptied is forgotten. */
  function keep(id: string, words: Partial<Pick<Begun, 'line' | 'reason'>>): void {
    const begun = { ...of(id), ...words }
    known.set(id, begun)
    act(store(begun).then(note(begun)))
  }

  return { isRead, of, keep }
}

export type BegunStore = ReturnType<typeof createBegun>

/** Only as long as the bright spot is there, and whoever typed is signed in. */
async function store(begun: Begun): Promise<void> {
  const transaction = (await openStorage()).transaction(['session', 'inbox', 'begun'], 'readwrite')
  const session = await transaction.objectStore('session').get('current')
  const item = await transaction.objectStore('inbox').get(begun.id)
  const isTheirs = session && accountKey(session) === begun.account
  if (begun.line + begun.reason === '') await transaction.objectStore('begun').delete(begun.id)
  else if (isTheirs && item) await transaction.objectStore('begun').put(begun)
  await transaction.done
}

/** Where it is safe at once, as drafts are (see `noteUnsaved`). @returns forgets the note, once the database has it. */
function note(begun: Begun): () => void {
  const [notes, key, text] = [localStorage, KEY + begun.id, JSON.stringify(begun)]
  notes.setItem(key, text)
  return () => {
    if (notes.getItem(key) === text) notes.removeItem(key)
  }
}

/** Stores what a window that closed too soon could only note; what others noted here goes. */
async function rescue(account: string): Promise<void> {
  for (const key of Object.keys(localStorage).filter((name) => name.startsWith(KEY))) {
    const text = localStorage.getItem(key)
    // Only `note` writes under these names.
    const begun = text === null ? null : (JSON.parse(text) as Begun)
    if (begun?.account === account) await store(begun)
    localStorage.removeItem(key)
  }
}
