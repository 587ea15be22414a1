import { openLowdbStore } from '../../../server/stores/lowdb/open.ts'
import { inTemporaryFolder } from '../stores/temporary-folder.ts'
import { describeAccess, describeTable } from './describe-access.ts'
import { readRoutes } from './document.ts'

const routes = await readRoutes()
const open = () => inTemporaryFolder(openLowdbStore)

describeTable(routes, open)
describeAccess('lowdb', routes, open)
