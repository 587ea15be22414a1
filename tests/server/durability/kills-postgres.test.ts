import { makeDatabase } from '../stores/postgres/new-database.ts'
import { describeKills } from './kills.ts'

describeKills('PostgreSQL', async () => {
  const { url, drop } = await makeDatabase()
  return { url, remove: drop }
})
