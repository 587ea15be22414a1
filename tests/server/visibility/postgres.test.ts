import { readRoutes } from '../access/document.ts'
import { inNewDatabase } from '../stores/postgres/new-database.ts'
import { describeMutes } from './describe-mutes.ts'
import { testUncounted } from './describe-uncounted.ts'
import { describeVisibility } from './describe-visibility.ts'

const routes = await readRoutes()

describeVisibility('PostgreSQL', routes, inNewDatabase)
describeMutes('PostgreSQL', inNewDatabase)
testUncounted('PostgreSQL', routes, inNewDatabase)
