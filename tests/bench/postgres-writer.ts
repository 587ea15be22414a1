import { Pool } from 'pg'
import { v7 as uuidv7 } from 'uuid'
import { openPostgresStore } from '../../server/stores/postgres/open.ts'
import { contentFor, personId } from './spots.ts'

/** One of the processes of `write` on PostgreSQL: writes for so many seconds, and prints how many it wrote. */
const [url = '', how, seconds] = process.argv.slice(2)
const WRITERS = 10
const PEOPLE = 200

/** What the store inserts and counts up, without asking whether it may. */
const BARE = `
  with accepted as (
    insert into recognitions (
      id, sender_id, recipients, message, value_ids, visibility, context, sent_at, deliver_at, delivered_at
    ) values ($1, $2, $3, $4, $5, $6, $7, $8, $8, $8)
  ), moved as (
    update feeds set position = position + 1 where person_id = any($9) returning person_id, position
  )
  insert into parties (recognition_id, person_id, nth, role, position)
  select $1, person_id, nth - 1, case nth when 1 then 'sender' else 'recipient' end, position
  from moved join unnest($9::text[]) with ordinality as party (person_id, nth) using (person_id)`

interface Writer {
  write(senderId: string, recipientId: string): Promise<unknown>
  close(): Promise<void>
}

async function openStoreWriter(): Promise<Writer> {
  const store = await openPostgresStore(url)
  return {
    write(senderId, recipientId) {
      const sentAt = new Date().toISOString()
      const recognition = { ...contentFor(recipientId), id: uuidv7() }
      return store.recognitions.accept({ recognition, senderId, sentAt, deliverAt: sentAt, limits: null })
    },
    close: () => store.close(),
  }
}

function openBareWriter(): Writer {
  const pool = new Pool({ connectionString: url, max: WRITERS })
  return {
    write(senderId, recipientId) {
      const { recipients, message, values, visibility, context } = contentFor(recipientId)
      const content = [recipients, message, values, visibility, JSON.stringify(context)]
      const parties = [senderId, recipientId].toSorted()
      return pool.query(BARE, [uuidv7(), senderId, ...content, new Date().toISOString(), parties])
    },
    close: () => pool.end(),
  }
}

const writer = how === 'bare' ? openBareWriter() : await openStoreWriter()
const anybody = () => 1 + Math.floor(Math.random() * (PEOPLE / 2 - 1))
let written = 0

/** Senders come before recipients in the order of ids: two that lock the same people lock them in one order. */
async function write(until: number): Promise<void> {
  while (Date.now() < until) {
    await writer.write(personId(anybody()), personId(PEOPLE / 2 + anybody()))
    written += 1
  }
}

const until = Date.now() + Number(seconds) * 1000
await Promise.all(Array.from({ length: WRITERS }, () => write(until)))
await writer.close()
console.log(written)
