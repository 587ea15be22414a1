import { describeModel } from './describe-model.ts'
import { openLowdbHome } from './lowdb-home.ts'

describeModel('lowdb', openLowdbHome, 60)
