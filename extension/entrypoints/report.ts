import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script'
import { currentPage } from '../tools/current-page.ts'
import { reportOf } from '../tools/report.ts'

/** Run right after `reader.js`, and only where that missed something: its value stays in this browser. */
export default defineUnlistedScript({ main: (): unknown => reportOf(currentPage()) })
