import { describeModel } from './describe-model.ts'
import { openPostgresHome } from './postgres-home.ts'

describeModel('PostgreSQL', openPostgresHome, 12)
