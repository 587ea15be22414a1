import { describe, expect, it } from 'vitest'
import { secondLook } from '../../../extension/tools/discourse.ts'
import { readPage } from '../../../extension/tools/read-page.ts'
import { openPage } from './open-page.ts'

const viewer = '{&quot;currentUser&quot;:&quot;{\\&quot;username\\&quot;:\\&quot;noor\\&quot;}&quot;}'
const bare = `<title>Queue grows</title><div data-preloaded="${viewer}"></div>`
const opened = (path: string, html = bare) => openPage(html, new URL(`https://corp.example/talk${path}`))
const topic = (username: unknown) => ({ details: { created_by: { username, name: 'Li Wei' } } })

describe("Discourse's second look", () => {
  it.each([
    ['a topic that shows nobody', '/t/queue-grows/7/2', ['https://corp.example/talk/t/7.json']],
    ['no list', '/c/operations/4', []],
  ])('asks for %s', (_what, path, paths) => {
    const page = opened(path)
    expect(secondLook.paths(page, readPage(page))).toEqual(paths)
  })

  it('asks nothing where the page names somebody', () => {
    const shown = `${bare}<article id="post_1"><a data-user-card="amelia" href="/talk/u/amelia"></a></article>`
    const page = opened('/t/queue-grows/7', shown)
    expect(secondLook.paths(page, readPage(page))).toEqual([])
  })

  it('names who opened the topic, but not the viewer', () => {
    const page = opened('/t/queue-grows/7')
    expect(secondLook.parse([topic('li.wei')], page)).toEqual([
      { role: 'author', name: 'Li Wei', handle: 'li.wei' },
    ])
    expect(secondLook.parse([topic('noor')], page)).toEqual([])
  })

  it.each([[null], [[]], ['no'], [{ details: null }], [topic(7)], [{ errors: ['not found'] }]])(
    'makes nobody of %j',
    (answer) => {
      expect(secondLook.parse([answer], opened('/t/queue-grows/7'))).toEqual([])
    },
  )
})
