import { describeModel, describeTwins } from './describe-model.ts'
import { openLowdbHome } from './lowdb-home.ts'

describeModel('lowdb', openLowdbHome, 120)
describeTwins('lowdb', openLowdbHome)
