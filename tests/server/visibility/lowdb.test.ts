import { expect, test } from 'vitest'
import { openLowdbStore } from '../../../server/stores/lowdb/open.ts'
import { propertiesOf, readRoutes } from '../access/document.ts'
import { inTemporaryFolder } from '../stores/temporary-folder.ts'
import { describeMutes } from './describe-mutes.ts'
import { testUncounted } from './describe-uncounted.ts'
import { describeVisibility } from './describe-visibility.ts'
import { VIEWS } from './views.ts'

const routes = await readRoutes()
const open = () => inTemporaryFolder(openLowdbStore)

/** Properties that only what shows a bright spot has. */
const TELLING = /(^|\.)(recipients|reporter|visibility)$/

test('every route whose answers have a bright spot in them has a row', () => {
  const showing = routes.filter(({ answers }) =>
    answers.some(
      ({ media, schema }) =>
        media === 'text/csv' || [...propertiesOf(schema)].some(({ way }) => TELLING.test(way)),
    ),
  )
  expect(showing.length).toBeGreaterThan(7)
  expect(showing.map(({ call }) => call).filter((call) => !VIEWS[call])).toEqual([])
})

describeVisibility('lowdb', routes, open)
describeMutes('lowdb', open)
testUncounted('lowdb', routes, open)
