import { inNewDatabase } from '../stores/postgres/new-database.ts'
import { describeAccess } from './describe-access.ts'
import { readRoutes } from './document.ts'

describeAccess('PostgreSQL', await readRoutes(), inNewDatabase)
