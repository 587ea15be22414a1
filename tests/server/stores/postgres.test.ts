import { describeStore } from '../../contracts/store.ts'
import { inNewDatabase } from './postgres/new-database.ts'

describeStore('PostgreSQL', inNewDatabase)
