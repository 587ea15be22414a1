import { cp, rm } from 'node:fs/promises'
import { hashSecret, newSecret } from '../../../server/identity/tokens.ts'
import { openLowdbStore } from '../../../server/stores/lowdb/open.ts'
import type { Store } from '../../../server/stores/store.ts'
import { confirmedId } from '../../../server/people/handles.ts'
import { writeCursor } from '../../../server/feed/cursor.ts'
import { CHROME_ID } from '../../../shared/extension-ids.ts'
import { v7 as uuidv7 } from 'uuid'
import { createAppOnStore } from '../access/app-on-store.ts'
import { daysAgo, NOW, Scene } from '../access/scene.ts'
import { makeTemporaryFolder } from '../stores/temporary-folder.ts'
import { ADMIN_TOKEN } from '../test-server.ts'
import { watchStore } from './watched-store.ts'

/** Words that are between two people who never call. */
export const SECRET_WORDS = 'PrivateWords91c2'
/** Words of those who do; no log has them either. */
export const WORDS = 'Words5d0e'

/** A store with people and things in it, of which every batch of requests gets a copy. */
export interface Template {
  folder: string
  /** What stands in braces in a request, by its name. */
  names: ReadonlyMap<string, string>
  /** What must be in no log, and in nobody's answer. */
  secrets: readonly string[]
}

const HANDLE = { tool: 'gitlab', origin: 'https://git.corp.example', handle: 'the-member' }

async function sessionOf(store: Store, personId: string): Promise<string> {
  const [device] = await store.access.devices(personId)
  return device?.id ?? ''
}

async function addPeople(scene: Scene) {
  const [member, colleague, person, dan, eve, former, erased] = await Promise.all([
    scene.addPerson({ handles: [HANDLE] }),
    scene.addPerson({ userName: 'ada' }),
    scene.addPerson({ role: 'admin' }),
    scene.addPerson(),
    scene.addPerson(),
    scene.addPerson(),
    scene.addPerson(),
  ])
  await scene.store.people.update(former.id, { active: false })
  await scene.store.people.erase(erased.id, NOW.toISOString())
  return { member, colleague, person, dan, eve, former }
}

type People = Awaited<ReturnType<typeof addPeople>>

async function addThings(scene: Scene, { member, colleague, dan, eve }: People) {
  const things = {
    sent: await scene.send(member.id, colleague.id, { message: WORDS }),
    received: await scene.send(colleague.id, member.id, { message: WORDS }),
    secret: await scene.send(dan.id, eve.id, { message: SECRET_WORDS, visibility: 'private' }),
    withdrawn: await scene.send(member.id, dan.id),
    reported: await scene.send(colleague.id, member.id, { message: WORDS }),
    claim: await scene.addClaim(member.id, colleague.id),
    otherClaim: await scene.addClaim(dan.id, member.id),
    confirmed: confirmedId(HANDLE),
    unused: uuidv7(),
    unusedToo: uuidv7(),
  }
  await scene.report(things.reported, member.id, false)
  await scene.store.recognitions.withdraw(things.withdrawn, member.id, NOW.toISOString())
  return things
}

/** Keys of those who call, and of one who does not. */
async function addKeys(scene: Scene, { member, colleague, person }: People) {
  const [token, read] = [await scene.addToken(['people', 'settings']), await scene.addToken(['read'])]
  const keys = {
    memberToken: await scene.openSession(member.id),
    colleagueToken: await scene.openSession(colleague.id),
    personToken: await scene.openSession(person.id),
    scopedToken: token.token,
    readToken: read.token,
    adminToken: ADMIN_TOKEN,
    invite: await scene.addInvite(member.id),
  }
  return { keys, token: token.id }
}

async function fillStore(store: Store): Promise<Omit<Template, 'folder'>> {
  const scene = new Scene(store)
  const people = await addPeople(scene)
  const things = await addThings(scene, people)
  const { keys, token } = await addKeys(scene, people)
  const page = await store.recognitions.changes(people.member.id, null, 10)
  const names = {
    ...Object.fromEntries(Object.entries(people).map(([name, { id }]) => [name, id])),
    ...things,
    ...keys,
    token,
    session: await sessionOf(store, people.member.id),
    colleagueSession: await sessionOf(store, people.colleague.id),
    colleagueEmail: people.colleague.email,
    challenge: newSecret(),
    redirect: `https://${CHROME_ID}.chromiumapp.org/`,
    cursor: page.kind === 'page' ? writeCursor(page.next) : '',
  }
  return { names: new Map(Object.entries(names)), secrets: [SECRET_WORDS, ...Object.values(keys)] }
}

export async function makeTemplate(): Promise<Template> {
  const folder = await makeTemporaryFolder()
  const store = await openLowdbStore(folder)
  const filled = await fillStore(store)
  await store.close()
  return { folder, ...filled }
}

/** The app on a copy of the template. */
export async function openPlace({ folder: original }: Template) {
  const folder = await makeTemporaryFolder()
  await cp(original, folder, { recursive: true })
  const store = await openLowdbStore(folder)
  const watched = watchStore(store)
  const office = createAppOnStore(watched.store, NOW)

  return {
    ...office,
    store,
    /** Resolves when all that was done after the answers is done. */
    settled: () => watched.settled(),
    /** Signs somebody in again who was signed out meanwhile, if they are still there. */
    async signInAgain(personId: string, token: string): Promise<void> {
      const tokenHash = hashSecret(token)
      if (await store.access.findSession(tokenHash)) return
      const session = { id: uuidv7(), tokenHash, device: 'A browser', grant: 'invite' as const }
      await store.access.openSession(personId, { ...session, createdAt: daysAgo(0) })
    },
    async close() {
      await office.close()
      await store.close()
      await rm(folder, { recursive: true })
    },
  }
}

export type Place = Awaited<ReturnType<typeof openPlace>>
