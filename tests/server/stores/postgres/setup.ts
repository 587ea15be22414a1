import type { TestProject } from 'vitest/node'
import { startPostgres } from './postgres-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The port of a PostgreSQL on loopback that all test files share, each in databases of its own. */
    postgresPort: number
  }
}

/** Before any test on PostgreSQL: it runs. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres()
  project.provide('postgresPort', server.port)
  return () => server.remove()
}
