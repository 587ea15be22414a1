import { describe, expect, it } from 'vitest'
import { offer, personOf } from '../../../extension/tools/people.ts'
import type { Seen } from '../../../extension/tools/tool.ts'

const author = (name: string): Seen => ({ role: 'author', name })

describe('personOf', () => {
  it.each([
    ['Li Wei (RETIRED)', 'Li Wei'],
    ['Jo Doe [MSFT]', 'Jo Doe'],
    ['• Jo Doe', 'Jo Doe'],
    ['Jo Doe on behalf of Corp', 'Jo Doe'],
    ['  Jo \n Doe ', 'Jo Doe'],
    ['Marie Talbot', 'Marie Talbot'],
    ['Marie Lebot', 'Marie Lebot'],
    ['Jo Teamer', 'Jo Teamer'],
    ["Siobhán O'Connor", "Siobhán O'Connor"],
    ['李 伟', '李 伟'],
  ])('keeps %j as %j', (seen, name) => {
    expect(personOf(author(seen))?.name).toBe(name)
  })

  it.each([
    'nobody',
    'Nobody in particular',
    'Anonymous',
    'unassigned',
    'renovate[bot]',
    'rvd-bot',
    'InternetArchiveBot',
    'Archive Bot',
    'dependabot',
    'Copilot',
    'corp/operations',
    'Ledger Team',
    'Corp Product Security',
    'Roundup Robot',
    'somebody',
    'Nobody; OK to take it and work on it',
    'docs@python',
    '10.0.0.7',
    '2001:db8::1',
    '~2026-12345',
    '',
    ' ',
  ])('takes %j for nobody', (name) => {
    expect(personOf(author(name))).toBeNull()
  })

  it('shares no more of an address than names it', () => {
    const person = personOf({
      ...author('Jo'),
      profileUrl: 'https://jo:secret@corp.example/people?id=7&token=1#top',
    })
    expect(person?.profileUrl).toBe('https://corp.example/people?id=7')
  })

  it('drops an address that is none', () => {
    expect(
      personOf({
        ...author('Jo'),
        email: 'jo@corp.test\r\nBcc: eve@evil.test',
        profileUrl: 'javascript:alert(1)',
      }),
    ).toEqual({ role: 'author', name: 'Jo' })
  })

  it('keeps prototype names as names', () => {
    expect(personOf({ role: 'author', handle: '__proto__', name: 'constructor' })).toMatchObject({
      handle: '__proto__',
      name: 'constructor',
    })
  })
})

describe('offer', () => {
  it('offers who worked on a ticket before who was helped, and who made a change first', () => {
    const seen: Seen[] = [
      { role: 'commenter', name: 'Cem' },
      { role: 'author', name: 'Ada' },
      { role: 'assignee', name: 'Ben' },
    ]
    expect(offer('ticket', seen).map(({ name }) => name)).toEqual(['Ben', 'Ada', 'Cem'])
    expect(offer('review', seen).map(({ name }) => name)).toEqual(['Ada', 'Ben', 'Cem'])
  })

  it('offers a person once, with all that is known of them', () => {
    const seen: Seen[] = [
      { role: 'author', handle: 'jo', name: 'Jo Doe' },
      { role: 'commenter', handle: 'JO', email: 'jo@corp.example' },
      { role: 'reviewer', name: 'Jo  Doe' },
    ]
    expect(offer('review', seen)).toEqual([
      { role: 'author', handle: 'jo', name: 'Jo Doe', email: 'jo@corp.example' },
    ])
  })

  it('keeps two people apart who share a name', () => {
    const seen: Seen[] = [
      { role: 'author', handle: 'jo1', name: 'Jo Doe' },
      { role: 'reviewer', handle: 'jo2', name: 'Jo Doe' },
    ]
    expect(offer('review', seen)).toHaveLength(2)
  })

  it.each<Partial<Seen>>([
    { handle: 'Jo' },
    { name: 'jo doe' },
    { name: 'jo.doe' },
    { profileUrl: 'https://corp.example/users/7' },
  ])('never offers the viewer, known by %j', (viewer) => {
    const seen: Seen[] = [
      { role: 'author', handle: 'jo', name: 'Jo Doe', profileUrl: 'https://corp.example/users/7' },
    ]
    expect(offer('page', seen, viewer)).toEqual([])
  })

  it('offers at most eight of ten thousand', () => {
    const seen = Array.from({ length: 10_000 }, (_, number) => author(`Person ${number}`))
    expect(offer('wiki', seen)).toHaveLength(8)
  })
})
