import { beforeEach, expect, test, vi } from 'vitest'
import type { Recognition } from '../../../shared/recognition.ts'
import type { Answer, Ask } from '../../../extension/messages.ts'
import type { Session } from '../../../extension/stored.ts'
import { freshBrowser } from '../background/fresh-browser.ts'

const person = (id: string, team: string | null) => ({ id, name: id, email: `${id}@corp.example`, team })
const ada = person('ada', 'Platform')
const session: Session = {
  server: 'https://thanks.corp.example',
  person: ada,
  token: 't',
  values: [],
  undoSeconds: 10,
  checkedAt: 0,
}

const shared = (id: string, team: string | null): Recognition => ({
  id,
  sender: person('grace', null),
  recipients: [person('jorge', team)],
  message: id,
  values: [],
  visibility: 'public',
  context: null,
  sentAt: '',
  deliverAt: '',
  deliveredAt: '',
  readAt: null,
  publication: null,
})
const page = (recognitions: Recognition[], next: string | null = null): Answer<'shared.list'> => ({
  kind: 'done',
  value: { recognitions, next },
})

/** What the background is asked, and its answers in the same order, each given when the test says so. */
let asked: (Ask<'shared.list'> & { answer: (answer: object) => void })[]
let store: ReturnType<typeof import('../../../extension/ui/shared.ts').createShared>

beforeEach(async () => {
  await freshBrowser()
  const { createShared } = await import('../../../extension/ui/shared.ts')
  const { browser } = await import('wxt/browser')
  asked = []
  browser.runtime.onMessage.addListener((heard: Ask<'shared.list'>, _sender, answer) => {
    asked.push({ ...heard, answer })
    return true
  })
  store = createShared(session)
})

/** The nth question, once it was asked. */
async function question(nth: number) {
  await vi.waitFor(() => expect(asked.length).toBeGreaterThan(nth))
  const found = asked[nth]
  if (!found) throw new Error(`There is no question ${nth}`)
  return found
}

const ids = () => store.items.value?.map(({ id }) => id)

test('an answer to what was chosen before is dropped', async () => {
  void store.begin()
  const first = await question(0)
  void store.choose({ value: 'fast' })
  const second = await question(1)
  second.answer(page([shared('fast one', null)]))
  await vi.waitFor(() => expect(ids()).toEqual(['fast one']))
  first.answer(page([shared('any', null)]))
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(ids()).toEqual(['fast one'])
  expect(second.choice).toEqual({ team: null, value: 'fast' })
})

test('teams to choose from are one’s own and those that were seen', async () => {
  expect(store.teams.value).toEqual(['Platform'])
  void store.begin()
  ;(await question(0)).answer(page([shared('1', 'Billing'), shared('2', null), shared('3', 'Platform')]))
  await vi.waitFor(() => expect(store.teams.value).toEqual(['Billing', 'Platform']))
})

test('more is added below, where one reads on; without an answer, what is there stays', async () => {
  void store.begin()
  ;(await question(0)).answer(page([shared('1', null)], 'further'))
  await vi.waitFor(() => expect(store.next.value).toBe('further'))
  expect(store.firstOfMore.value).toBeNull()
  void store.more()
  ;(await question(1)).answer({ kind: 'fault', fault: 'offline' })
  await vi.waitFor(() => expect(store.fault.value).toBe('offline'))
  expect(ids()).toEqual(['1'])
  void store.again()
  const again = await question(2)
  expect(again.after).toBe('further')
  again.answer(page([shared('2', null)]))
  await vi.waitFor(() => expect(ids()).toEqual(['1', '2']))
  expect([store.firstOfMore.value, store.next.value, store.fault.value]).toEqual(['2', null, null])
})

test('what is no longer shared says so in its place', async () => {
  void store.begin()
  ;(await question(0)).answer(page([shared('1', null), shared('2', null)]))
  await vi.waitFor(() => expect(ids()).toEqual(['1', '2']))
  const saying = store.sayMeToo('1', true)
  ;(await question(1)).answer({ kind: 'fault', fault: 'not_found' })
  expect(await saying).toBe('not_found')
  expect(store.items.value?.map(({ gone }) => gone === true)).toEqual([true, false])
})
