import { serve } from '@hono/node-server'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createApp } from '../../server/app.ts'
import { readConfig } from '../../server/config.ts'
import { openLog } from '../../server/observing/log.ts'
import { NO_METERS } from '../../server/observing/meters.ts'
import { openLowdbStore } from '../../server/stores/lowdb/open.ts'
import type { Acceptance, AcceptOutcome } from '../../server/stores/recognition-store.ts'
import type { Store } from '../../server/stores/store.ts'
import { asColleague } from '../../server/stores/people-store.ts'

/**
 * The yardstick of `write`, as a process of its own: the same app, which stores what it accepts in SQLite, each in a
 * transaction that is synced. All else of it is the store in the folder, which has the people and their sessions.
 * @param folder the only argument.
 */
const [folder = ''] = process.argv.slice(2)
const store = await openLowdbStore(folder)
const database = new DatabaseSync(join(folder, 'spots.sqlite'))
database.exec(`
  pragma journal_mode = wal;
  pragma synchronous = full;
  create table recognitions (id text primary key, sender text not null, content text not null, sent_at text not null);
  create table parties (recognition text not null, person text not null, position integer not null,
    primary key (person, position)) without rowid;
  create table feeds (person text primary key, position integer not null) without rowid;
`)
const insertSpot = database.prepare('insert into recognitions values (?, ?, ?, ?)')
const insertParty = database.prepare('insert into parties values (?, ?, ?)')
const bumpFeed = database.prepare(
  'insert into feeds values (?, 1) on conflict do update set position = position + 1 returning position',
)

/** Delivered at once, so that there are as many rows as in our own store. */
async function accept({ recognition, senderId, sentAt, deliverAt }: Acceptance): Promise<AcceptOutcome> {
  const { id, ...content } = recognition
  database.exec('begin')
  insertSpot.run(id, senderId, JSON.stringify(content), sentAt)
  for (const personId of [senderId, ...content.recipients])
    insertParty.run(id, personId, Number(bumpFeed.get(personId)?.['position']))
  database.exec('commit')
  const sender = await store.people.find(senderId)
  const recipients = await Promise.all(content.recipients.map((personId) => store.people.find(personId)))
  if (!sender) throw new Error('The sender is not known')
  return {
    kind: 'created',
    recognition: {
      ...content,
      id,
      sender: asColleague(sender),
      recipients: recipients.filter((person) => person !== undefined).map(asColleague),
      sentAt,
      deliverAt,
      deliveredAt: sentAt,
      readAt: null,
      publication: null,
    },
  }
}

const recognitions: Store['recognitions'] = Object.assign(Object.create(store.recognitions), { accept })
const app = createApp({
  store: { ...store, recognitions },
  log: openLog('info'),
  meters: NO_METERS,
  delivery: { dueAt: () => undefined, stop: () => Promise.resolve() },
  config: { ...readConfig({}), isLimited: false, undoSeconds: 0 },
  now: () => new Date(),
  adminTokenHash: '0'.repeat(64),
  stopping: new AbortController().signal,
})

serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) =>
  console.log(`http://127.0.0.1:${port}`),
)
