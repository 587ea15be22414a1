import { v7 as uuidv7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openPostgresStore } from '../../../../server/stores/postgres/open.ts'
import type { Store } from '../../../../server/stores/store.ts'
import { DUE_AT, LATER, newSession, SENT_AT, StoreSubject } from '../../../contracts/store-subject.ts'
import type { NewDatabase } from './new-database.ts'
import { borrowDatabase, openIn } from './new-database.ts'
import { Obstacle } from './obstacle.ts'

const LOCK_FEED = 'select from feeds where person_id = $1 for update'
const IDENTITY = { issuer: 'https://login.corp.example', subject: 's-1' }
const OCTO = { tool: 'github', origin: 'https://github.com', handle: 'octo' }

let database: NewDatabase
/** One process, and another. */
const here = new StoreSubject()
let there: Store
let obstacle: Obstacle | undefined
beforeEach(async () => {
  database = await borrowDatabase()
  await here.open(() => openIn(database, database.url))
  there = await openPostgresStore(database.url)
})
afterEach(async () => {
  await obstacle?.takeAway()
  await there.close()
  await here.remove()
})

async function putObstacle(text: string, ...values: readonly unknown[]): Promise<Obstacle> {
  obstacle = new Obstacle(database.url)
  await obstacle.put(text, values)
  return obstacle
}

describe('of two processes', () => {
  test('one uses a sign-in that both were asked to finish', async () => {
    const attempt = { keyHash: 'k1', kind: 'email', secretHash: 's1', personId: here.id('ada') } as const
    await here.store.access.addAttempt({ ...attempt, details: {}, expiresAt: LATER, triesLeft: 5 }, SENT_AT)
    const held = await putObstacle('select from sign_in_attempts where key_hash = $1 for update', 'k1')
    const uses = [here.store, there].map(({ access }) => access.useAttempt('email', 'k1', 's1', DUE_AT))
    await held.isInTheWayOf(2)
    await held.takeAway()
    expect((await Promise.all(uses)).map(({ kind }) => kind).toSorted()).toEqual(['gone', 'right'])
  })

  test('each costs a try with a wrong secret', async () => {
    const attempt = { keyHash: 'k1', kind: 'email', secretHash: 's1', personId: null } as const
    await here.store.access.addAttempt({ ...attempt, details: {}, expiresAt: LATER, triesLeft: 2 }, SENT_AT)
    const held = await putObstacle('select from sign_in_attempts where key_hash = $1 for update', 'k1')
    const uses = [here.store, there].map(({ access }) => access.useAttempt('email', 'k1', 'x', DUE_AT))
    await held.isInTheWayOf(2)
    await held.takeAway()
    expect((await Promise.all(uses)).map(({ kind }) => kind).toSorted()).toEqual(['gone', 'wrong'])
    expect(await there.access.useAttempt('email', 'k1', 's1', DUE_AT)).toEqual({ kind: 'gone' })
  })

  test('one links an identity to its person', async () => {
    const held = await putObstacle(
      'insert into identities (issuer, subject, person_id) values ($1, $2, $3)',
      IDENTITY.issuer,
      IDENTITY.subject,
      here.id('cleo'),
    )
    const links = [
      here.store.people.linkIdentity(here.id('ada'), IDENTITY),
      there.people.linkIdentity(here.id('ben'), IDENTITY),
    ]
    await held.isInTheWayOf(2)
    await held.takeAway()
    expect((await Promise.all(links)).toSorted()).toEqual(['linked', 'taken'])
  })
})

describe('while a handle is being confirmed', () => {
  test('nobody says that it is somebody else’s', async () => {
    const claim = { id: uuidv7(), handle: OCTO, createdAt: SENT_AT }
    await here.store.handles.learn({ ...claim, personId: here.id('ben'), claimedBy: here.id('ada') })
    const key = 'github\nhttps://github.com\nocto'
    const held = await putObstacle(
      'insert into handles (key, person_id) values ($1, $2)',
      key,
      here.id('ada'),
    )
    const confirmed = here.store.handles.confirm(claim.id, null)
    await held.isInTheWayOf(1)
    const other = { ...claim, id: uuidv7(), personId: here.id('dan'), claimedBy: here.id('cleo') }
    const learned = there.handles.learn(other)
    await held.isInTheWayOf(2)
    await held.takeAway()
    expect(await Promise.all([confirmed, learned])).toEqual(['confirmed', 'taken'])
    expect(await there.handles.claims({ limit: 9 })).toEqual({ claims: [], hasMore: false })
  })
})

describe('while somebody signs in', () => {
  test('whoever deactivates them ends that session too', async () => {
    const session = newSession('t1')
    const held = await putObstacle(
      `insert into sessions (id, token_hash, person_id, device, granted_by, created_at, last_used_at)
        values ($1, 'of another', $2, 'Firefox', 'invite', '', '')`,
      session.id,
      here.id('cleo'),
    )
    const opened = here.store.access.openSession(here.id('ada'), session)
    await held.isInTheWayOf(1)
    const deactivated = there.people.update(here.id('ada'), { active: false })
    await held.isInTheWayOf(2)
    await held.takeAway()
    expect(await opened).toMatchObject({ id: here.id('ada') })
    expect(await deactivated).toMatchObject({ kind: 'stored' })
    await here.store.people.update(here.id('ada'), { active: true })
    expect(await there.access.findSession('t1')).toBeUndefined()
  })
})

describe('while somebody is being erased', () => {
  test('nobody thanks them: what is sent waits, and is refused then', async () => {
    const held = await putObstacle(LOCK_FEED, here.id('ben'))
    const erased = here.store.people.erase(here.id('ben'), LATER)
    await held.isInTheWayOf(1)
    const accepted = there.recognitions.accept(here.acceptance())
    await held.isInTheWayOf(2)
    await held.takeAway()
    expect(await erased).toBe(true)
    expect(await accepted).toEqual({ kind: 'unknown_recipient' })
  })

  test('a thank-you that is on its way arrives first, and its sender’s feed learns of it', async () => {
    const held = await putObstacle(LOCK_FEED, here.id('ada'))
    const accepted = there.recognitions.accept(here.acceptance())
    await held.isInTheWayOf(1)
    const erased = here.store.people.erase(here.id('ben'), LATER)
    await held.isInTheWayOf(2)
    await held.takeAway()
    expect(await accepted).toMatchObject({ kind: 'created', recognition: { recipients: [{ name: 'Ben' }] } })
    expect(await erased).toBe(true)
    const { changes, next } = await here.feed('ada')
    expect(changes).toMatchObject([{ recognition: { recipients: [{ former: true, email: '' }] } }])
    expect(next.position).toBe(2)
  })

  test('nobody gets them as a manager', async () => {
    const held = await putObstacle(LOCK_FEED, here.id('ben'))
    const erased = here.store.people.erase(here.id('ben'), LATER)
    await held.isInTheWayOf(1)
    const updated = there.people.update(here.id('cleo'), { managerId: here.id('ben') })
    await held.isInTheWayOf(2)
    await held.takeAway()
    expect(await erased).toBe(true)
    expect(await updated).toEqual({ kind: 'no_manager' })
    expect(await here.person('cleo')).toMatchObject({ managerId: null })
  })
})
