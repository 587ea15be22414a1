import type { NewPerson } from '../e2e/server.ts'

interface Cast extends NewPerson {
  team: string
}

/** The invented colleagues of the sample pages. Amelia is signed in on all of them. */
export const AMELIA: Cast = { name: 'Amelia Hart', email: 'amelia.hart@corp.example', team: 'Support' }
export const GRACE: Cast = { name: 'Grace Okafor', email: 'grace.okafor@corp.example', team: 'Platform' }
export const JORGE: Cast = { name: 'Jorge Benítez', email: 'jorge.benitez@corp.example', team: 'Ledger' }
export const NOOR: Cast = { name: 'Noor Haddad', email: 'noor.haddad@corp.example', team: 'Platform' }
export const TOMASZ: Cast = {
  name: 'Tomasz Kowalczyk',
  email: 'tomasz.kowalczyk@corp.example',
  team: 'Platform',
}
export const PRIYA: Cast = { name: 'Priya Raman', email: 'priya.raman@corp.example', team: 'Customers' }

const LOGINS = new Map([
  [AMELIA, 'ahart'],
  [GRACE, 'gokafor'],
  [JORGE, 'jbenitez'],
  [NOOR, 'nhaddad'],
  [TOMASZ, 'tkowalczyk'],
  [PRIYA, 'praman'],
])

/** Everybody, with the names by which the wiki and the code review at that origin know them. */
export function castAt(origin: string): NewPerson[] {
  return Array.from(LOGINS, ([person, login]) => ({
    ...person,
    handles: [
      { tool: 'mediawiki', origin, handle: person.name },
      { tool: 'github', origin, handle: login },
    ],
  }))
}
