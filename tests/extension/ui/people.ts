import type { Person } from '../../../shared/recognition.ts'

export const person = (id: string): Person => ({
  id,
  name: `${id} Example`,
  email: `${id}@corp.example`,
  team: null,
})

/** Who writes. */
export const owner = { server: 'https://thanks.corp.example', person: person('ada') }

export const idsOf = (people: Person[]) => people.map(({ id }) => id)
