import { describe, expect, test } from 'vitest'
import { Soundness } from '../../../server/moving/soundness.ts'
import type { RecognitionRow, StoreRow } from '../../../server/stores/rows.ts'
import {
  ADA,
  adminToken,
  audit,
  BEN,
  claim,
  delivered,
  erased,
  faultsIn,
  fewRows,
  identity,
  party,
  person,
  session,
} from './rows.ts'

const AT = '2026-11-02T09:00:00.000Z'
const WITHDRAWN = { content: null, withdrawnAt: AT }

/** The small store with other bright spots. */
function withSpots(...spots: StoreRow[]): StoreRow[] {
  return [...fewRows().filter((row) => !('recognition' in row)), ...spots]
}

const changed = (changes: Partial<RecognitionRow>) => withSpots(delivered('r1', 1, changes))

describe('sound is', () => {
  test.each([
    ['a small store', fewRows()],
    ['an empty one', []],
    ['a bright spot that waits', changed({ deliveredAt: null, parties: [party(ADA, 'sender', 1)] })],
    ['one that was withdrawn', changed(WITHDRAWN)],
    [
      'one that was withdrawn while it waited',
      changed({ ...WITHDRAWN, deliveredAt: null, parties: [party(ADA, 'sender', 1)] }),
    ],
    ['several people who were erased', [erased(ADA), erased(BEN)]],
    ['a manager who comes after their people', [person(ADA, { managerId: BEN }), person(BEN)]],
    ['one that was withdrawn before it came', changed({ ...WITHDRAWN, deliveredAt: null, parties: [] })],
  ])('%s', (_what, rows) => {
    expect(faultsIn(rows)).toEqual([])
  })
})

describe('found is', () => {
  const nobody = 'zoe'
  const words = { recipients: [BEN], message: '', values: [], visibility: 'public', context: null } as const
  const content = (recipients: string[]) => ({ content: { ...words, values: [], recipients } })

  test.each<[string, StoreRow[], string]>([
    [
      'a person twice',
      [person(ADA), person(ADA, { email: 'other@corp.example' })],
      'The person ada is there twice',
    ],
    [
      'an address twice',
      [person(ADA), person(BEN, { email: 'ADA@corp.example' })],
      'The person ben has the e-mail address of another one',
    ],
    [
      'a handle twice',
      [
        person(ADA, { handles: [{ tool: 'github', origin: 'https://github.com', handle: 'x' }] }),
        person(BEN, { handles: [{ tool: 'github', origin: 'https://github.com', handle: 'X' }] }),
      ],
      'The person ben has a handle that is there twice',
    ],
    [
      'a user name twice',
      [person(ADA, { userName: 'x' }), person(BEN, { userName: 'X' })],
      'The person ben has the user name of another one',
    ],
    [
      'a manager who is nobody',
      [person(ADA, { managerId: nobody }), person(BEN)],
      'The person ada has the manager zoe, who is not there',
    ],
    ['one’s own manager', [person(ADA, { managerId: ADA })], 'The person ada is their own manager'],
    ...['name', 'email', 'team', 'userName', 'externalId', 'managerId'].map(
      (field): [string, StoreRow[], string] => [
        `the ${field} of somebody erased`,
        [person(BEN), erased(ADA, { [field]: BEN })],
        'The person ada was erased, and something of them is still there',
      ],
    ),
    ['an identity of nobody', [identity(nobody)], 'An identity of the person zoe belongs to nobody'],
    [
      'an identity of two',
      [person(ADA), person(BEN), identity(ADA), identity(BEN, { subject: ADA })],
      'An identity of the person ben is there twice',
    ],
    [
      'two identities at one issuer',
      [person(ADA), identity(ADA), identity(ADA, { subject: 'other' })],
      'An identity of the person ada is not their only one at its issuer',
    ],
    [
      'a claim about nobody',
      [person(BEN), claim('c1')],
      'The claim c1 of a handle names the person ada, who is not there',
    ],
    [
      'a claim of nobody',
      [person(ADA), claim('c1')],
      'The claim c1 of a handle names the person ben, who is not there',
    ],
    [
      'a claim twice',
      [person(ADA), person(BEN), claim('c1'), claim('c1')],
      'The claim c1 of a handle is there twice',
    ],
    ['an admin token twice', [adminToken('t1'), adminToken('t1')], 'The admin token t1 is there twice'],
    [
      'one secret of two admin tokens',
      [adminToken('t1'), adminToken('t2', { tokenHash: 'hash of t1' })],
      'The admin token t2 is there twice',
    ],
    ['an entry twice', [audit('a1'), audit('a1')], 'The entry a1 of the audit log is there twice'],
    ['an entry out of order', [audit('a2'), audit('a1')], 'The entry a1 of the audit log is out of order'],
    ['settings twice', [...fewRows().slice(0, 1), ...fewRows().slice(0, 1)], 'The settings are there twice'],
    [
      'a feed of nobody',
      [{ feed: { personId: nobody, position: 1 } }],
      'The feed of the person zoe belongs to nobody',
    ],
    [
      'a feed twice',
      [person(ADA), { feed: { personId: ADA, position: 1 } }, { feed: { personId: ADA, position: 2 } }],
      'The feed of the person ada is there twice',
    ],
    [
      'an invitation of nobody',
      [{ invite: { codeHash: 'x', personId: nobody, createdAt: AT, expiresAt: AT, usedAt: null } }],
      'An invitation of the person zoe belongs to nobody',
    ],
    ['a session of nobody', [session(nobody)], 'A session of the person zoe belongs to nobody'],
    [
      'a session twice',
      [person(ADA), session(ADA), session(ADA)],
      'A session of the person ada is there twice',
    ],
    [
      'a bright spot twice',
      withSpots(delivered('r1', 1), delivered('r1', 2)),
      'The bright spot r1 is there twice',
    ],
    [
      'one out of order',
      withSpots(delivered('r2', 1), delivered('r1', 2)),
      'The bright spot r1 is out of order',
    ],
    [
      'an unknown sender',
      changed({ ...WITHDRAWN, deliveredAt: null, parties: [], senderId: nobody }),
      'The bright spot r1 names the person zoe, who is not there',
    ],
    [
      'an unknown recipient',
      changed({ ...content([nobody]), deliveredAt: null, parties: [party(ADA, 'sender', 1)] }),
      'The bright spot r1 names the person zoe, who is not there',
    ],
    [
      'a position twice',
      withSpots(
        delivered('r1', 1),
        delivered('r2', 2, { parties: [party(ADA, 'sender', 2), party(BEN, 'recipient', 1)] }),
      ),
      'The bright spot r2 has the position 1 in the feed of the person ben, and so has another one',
    ],
    [
      'a position beyond the feed',
      changed({ parties: [party(ADA, 'sender', 3), party(BEN, 'recipient', 1)] }),
      'The bright spot r1 has the position 3 in the feed of the person ada, which does not go that far',
    ],
    [
      'a position in no feed',
      changed({
        parties: [party(ADA, 'sender', 1), party(BEN, 'recipient', 1), party(nobody, 'recipient', 1)],
        ...content([BEN, nobody]),
      }),
      'The bright spot r1 has the position 1 in the feed of the person zoe, which does not go that far',
    ],
    [
      'words that were withdrawn',
      changed({ withdrawnAt: AT }),
      'The bright spot r1 was withdrawn, and still has its words',
    ],
    [
      'words that are lost',
      changed({ content: null }),
      'The bright spot r1 was not withdrawn, and has no words',
    ],
    [
      'one to nobody',
      changed({ ...content([]), deliveredAt: null, parties: [party(ADA, 'sender', 1)] }),
      'The bright spot r1 goes to nobody, or to somebody twice',
    ],
    [
      'one to the same twice',
      changed(content([BEN, BEN])),
      'The bright spot r1 goes to nobody, or to somebody twice',
    ],
    [
      'one delivered early',
      changed({ deliveredAt: null }),
      'The bright spot r1 was not delivered, and is in the feed of a recipient',
    ],
    [
      'one that never arrived',
      changed({ parties: [party(ADA, 'sender', 1)] }),
      'The bright spot r1 was delivered, and is not in the feeds of its recipients, or in others',
    ],
    [
      'one that its sender does not see',
      changed({ parties: [party(BEN, 'recipient', 1)] }),
      'The bright spot r1 is not in the feed of its sender',
    ],
    [
      'one with another sender',
      changed({ senderId: BEN }),
      'The bright spot r1 is in the feed of a sender who is not its own',
    ],
    [
      'one twice in a feed',
      changed({ parties: [party(ADA, 'sender', 1), party(BEN, 'recipient', 1), party(BEN, 'recipient', 2)] }),
      'The bright spot r1 is in the feed of one person twice',
    ],
  ])('%s', (_what, rows, fault) => {
    expect(faultsIn(rows)).toContain(fault)
  })

  test('more than can be read: the first of it, and how many there are', () => {
    const soundness = new Soundness()
    for (let nth = 0; nth < 30; nth += 1) soundness.add({ feed: { personId: `p${nth}`, position: 1 } })
    expect(soundness.faults.count).toBe(30)
    expect(soundness.faults.shown).toHaveLength(20)
  })
})
