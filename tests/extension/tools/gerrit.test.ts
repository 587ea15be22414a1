import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { secondLook } from '../../../extension/tools/gerrit.ts'
import { readPage } from '../../../extension/tools/read-page.ts'
import { openPage } from './open-page.ts'

const html = readFileSync(new URL('pages/gerrit-change.html', import.meta.url), 'utf8')
const change = openPage(html, new URL('https://corp.example/r/c/corp/ledger/+/1234/3/src/queue.ts'))

const account = (name: string, username: string, more: object = {}) => ({
  _account_id: 1,
  name,
  username,
  ...more,
})
const answer = {
  _number: 1234,
  owner: account('Li Wei', 'li.wei', { email: 'li@corp.example' }),
  reviewers: {
    REVIEWER: [
      account('Amelia Hart', 'amelia'),
      account('Noor Haddad', 'noor'),
      account('Checks', 'checks', { tags: ['SERVICE_USER'] }),
      account('Zuul', 'zuul'),
      'no account',
    ],
    CC: [account('Jorge Benítez', 'jorge')],
  },
}
const named = (...answers: unknown[]) =>
  secondLook.parse(answers, change).map(({ role, handle }) => `${role}:${handle}`)

describe("Gerrit's second look", () => {
  it('asks the change itself, and who asks, wherever Gerrit stands', () => {
    const paths = secondLook.paths(change, readPage(change))
    expect(paths.map((path) => new URL(path, change.url).pathname)).toEqual([
      '/r/changes/1234',
      '/r/accounts/self',
    ])
  })

  it('asks nothing on a list', () => {
    const list = openPage(html, new URL('https://corp.example/r/q/status:open'))
    expect(secondLook.paths(list, readPage(list))).toEqual([])
  })

  it('names the owner, then reviewers, and neither the viewer nor a machine nor who only watches', () => {
    expect(named(answer, account('Noor Haddad', 'noor'))).toEqual(['author:li.wei', 'reviewer:amelia'])
    expect(secondLook.parse([answer, null], change)[0]).toEqual({
      role: 'author',
      name: 'Li Wei',
      handle: 'li.wei',
      email: 'li@corp.example',
    })
  })

  it.each([[null], [[]], ['no'], [{}], [{ ...answer, _number: 7 }], [{ ...answer, reviewers: null }]])(
    'makes nobody of %j',
    (other) => {
      expect(named(other, null)).toEqual([])
    },
  )
})

describe('beside the differences of a file', () => {
  it("the title is the change's, though it stands within roots", () => {
    const page = openPage(
      html.replace(/<title>.*<\/title>/, '<title>queue.ts · Gerrit Code Review</title>'),
      change.url,
    )
    let within: Element | ShadowRoot | null = page.root.querySelector('gr-app')
    for (const inner of [
      '<gr-app-element></gr-app-element>',
      '<gr-diff-view></gr-diff-view>',
      '<b class="headerSubject">Pause the queue</b>',
    ]) {
      const root: ShadowRoot | undefined = within?.attachShadow({ mode: 'open' })
      if (root) root.innerHTML = inner
      within = root?.firstElementChild ?? null
    }
    expect(readPage(page).workItem).toMatchObject({ key: '1234', title: 'Pause the queue' })
  })
})
