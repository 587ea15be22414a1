import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script'
import { readGeneric } from '../tools/generic.ts'
import { titleOf } from '../tools/title.ts'

/** Run before `reader.js`, where that has said that it cannot do without. */
export default defineUnlistedScript(() => {
  globalThis.brightSpotsGeneric = { readGeneric, titleOf }
})
