import { openLowdbStore } from '../../../../server/stores/lowdb/open.ts'
import { describeStore } from '../../../contracts/store.ts'
import { inTemporaryFolder } from '../temporary-folder.ts'

describeStore('lowdb', () => inTemporaryFolder(openLowdbStore))
