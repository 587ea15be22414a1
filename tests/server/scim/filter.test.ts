import { expect, test } from 'vitest'
import { ScimRefusal } from '../../../server/scim/errors.ts'
import { readFilter } from '../../../server/scim/filter.ts'

test.each([
  ['userName eq "ada"', { userName: 'ada' }],
  ['  USERNAME   EQ "a and b"  ', { userName: 'a and b' }],
  [String.raw`userName eq "CORP\\ada"`, { userName: 'CORP\\ada' }],
  [String.raw`userName eq "CORP\ada"`, { userName: 'CORP\\ada' }],
  [String.raw`userName eq "say \"hi\""`, { userName: 'say "hi"' }],
  [String.raw`userName eq "Zo\u00eb"`, { userName: 'Zoë' }],
  ['urn:ietf:params:scim:schemas:core:2.0:User:userName eq "ada"', { userName: 'ada' }],
  ['externalId eq "1" AND emails.value eq "a@b.example"', { externalId: '1', email: 'a@b.example' }],
  ['emails[type eq "work"].value eq "a@b.example"', { email: 'a@b.example' }],
  ['emails[ Type eq "WORK" ].value eq "a@b.example"', { email: 'a@b.example' }],
  ['emails[primary eq true].value eq "a@b.example"', { email: 'a@b.example' }],
  ['id eq 54D382A4-2050 and manager eq 2819c223-7f76', { id: '54D382A4-2050', manager: '2819c223-7f76' }],
])('reads %s', (text, filter) => {
  expect(readFilter(text)).toEqual(filter)
})

test.each([
  'x',
  'userName',
  'userName eq',
  'userName eq "ada',
  'eq "ada"',
  '"userName" eq "ada"',
  'userName eq "ada" and',
  'and userName eq "ada"',
  'userName eq "ada" and userName eq "ben"',
  'userName eq "ada" or userName eq "ben"',
  'not (userName eq "ada")',
  '(userName eq "ada")',
  'userName ne "ada"',
  'userName co "a"',
  'userName pr',
  'userName eq [',
  'active eq true',
  'name.familyName eq "x"',
  'emails[type eq "home"].value eq "a@b.example"',
  'emails[type eq "work" eq "a@b.example"',
  'manager eq "x"',
  '__proto__ eq "x"',
  'userName eq "ada"; drop table people',
  '\u{1F600}',
  `userName eq "${'x'.repeat(1000)}"`,
])('refuses %s', (text) => {
  expect(() => readFilter(text)).toThrow(ScimRefusal)
})

test.each([
  ['an open quote', (n: number) => `userName eq "${'\n'.repeat(n)}`],
  ['escapes', (n: number) => `userName eq "${'\\'.repeat(n)}`],
  ['spaces', (n: number) => `userName${' '.repeat(n)}!`],
  ['brackets', (n: number) => '['.repeat(n)],
])('is soon done with many of %s', (_what, make) => {
  const began = performance.now()
  expect(() => readFilter(make(950))).toThrow(ScimRefusal)
  expect(performance.now() - began).toBeLessThan(200)
})
