import { describe, expect, it } from 'vitest'
import { readProfile, readTool } from '../../../extension/tools/read-tool.ts'
import type { PageKind, Tool } from '../../../extension/tools/tool.ts'
import { openPage } from './open-page.ts'
import { named } from './row.ts'

const ticket: PageKind = {
  kind: 'ticket',
  address: [
    /^(?<base>.*?)\/(?<project>[^/]+)\/ticket\/(?<key>\d+)(?:$|[/?])/,
    /^(?<base>.*?)\/(?<project>[^/]+)\/edit/,
  ],
  key: '{project}#{key}',
  keyAt: ['meta[name="ticket"]'],
  url: '{base}/{project}/ticket/{key}',
}

const commit: PageKind = { kind: 'commit', address: /\/commit\/(?<key>\w+)/ }

function toolWith(kind: Partial<PageKind>, more: Partial<Tool> = {}): Tool {
  const kinds = [
    { ...ticket, ...kind },
    { ...commit, ...kind, key: '{key}' },
  ]
  return { id: 'invented', place: { marks: 'html' }, kinds, ...more }
}

function read(tool: Tool, html: string, path = '/in/a/folder/ledger/ticket/7/history?from=3') {
  return readTool(tool, openPage(html, new URL(path, 'https://corp.example')))
}

const people = (tool: Tool, html: string) => {
  const reading = read(tool, html)
  return reading && named(reading)
}

describe('the item', () => {
  it('is known by the parts of its address, in whatever folder the tool stands', () => {
    expect(read(toolWith({}), '<title>x</title>')?.workItem).toMatchObject({
      key: 'ledger#7',
      url: 'https://corp.example/in/a/folder/ledger/ticket/7',
    })
  })

  it('is known by what the page says where the address does not', () => {
    const reading = read(toolWith({}), '<meta name="ticket" content="12">', '/ledger/edit')
    expect(reading?.workItem).toMatchObject({
      key: 'ledger#12',
      url: 'https://corp.example/ledger/ticket/12',
    })
  })

  it('has an address that opens it, whatever its parts hold', () => {
    const reading = read(toolWith({}), '<title>x</title>', '/caf%C3%A9%3F%23%26/ticket/7')
    expect(reading?.workItem).toMatchObject({
      key: 'café?#&#7',
      url: 'https://corp.example/caf%C3%A9%3F%23%26/ticket/7',
    })
  })

  it('is none on a page of no kind, which names nobody', () => {
    const tool = toolWith({ people: [{ role: 'author', at: 'b' }] })
    const reading = read(tool, '<title>All tickets</title><b>Li Wei</b>', '/ledger/tickets')
    expect(reading).toMatchObject({ workItem: { kind: 'page', key: null, title: 'All tickets' }, people: [] })
  })
})

describe('a title', () => {
  const titled = (html: string, path?: string) =>
    read(
      toolWith({
        title: ['h1', { at: 'head > title', part: /^(?<key>\w+): (?<text>.+)/ }, 'input@placeholder'],
      }),
      html,
      path,
    )?.workItem?.title

  it.each([
    ['<h1> </h1><h1>Queue grows</h1><title>7: Queue</title>', 'Queue grows'],
    ['<title>7: Queue grows</title>', 'Queue grows'],
    ['<title>8: Another</title><input placeholder="Queue grows">', 'Queue grows'],
    ['<title>Queue grows - Ledger</title>', 'Queue grows'],
  ])('is the best that there is in %s', (html, title) => {
    expect(titled(html)).toBe(title)
  })

  it('may give the beginning of a hash for the whole', () => {
    expect(titled('<title>bed66d2: Raise it</title>', '/commit/bed66d2807adcd51')).toBe('Raise it')
    expect(titled('<title>1234: Raise it</title>', '/commit/12345')).not.toBe('Raise it')
  })
})

describe('people', () => {
  it.each([
    ['<b>Li Wei</b>', ['author:Li Wei']],
    ['<b>Li Wei &lt;li@corp.example&gt;</b>', ['author:Li Wei']],
    ['<b>li@corp.example</b>', ['author:li@corp.example']],
    ['<b>li@…</b>', ['author:li@…']],
    ['<b><a href="/users/liwei">Li Wei</a></b>', ['author:liwei']],
    ['<b><a href="https://elsewhere.example/users/liwei">Li Wei</a></b>', ['author:Li Wei']],
    ['<b><a href="/groups/operations">Li Wei</a></b>', ['author:Li Wei']],
    ['<a href="/users/liwei"><b><img></b></a><a href="/users/liwei"><b>Li Wei</b></a>', ['author:liwei']],
    ['<b>Li Wei</b><b>Tomasz K</b>', ['author:Li Wei']],
    ['<b> </b>', []],
  ])('are known by what an element shows: %s', (html, expected) => {
    const tool = toolWith(
      { people: [{ role: 'author', at: 'b', most: 1 }] },
      { profile: /^\/users\/(?<handle>[^/]+)$/ },
    )
    expect(people(tool, html)).toEqual(expected)
  })

  it('gain what the links beside their name say', () => {
    const tool = toolWith({ people: [{ role: 'author', at: 'b' }] }, { profile: /\/users\/(?<handle>\w+)$/ })
    const html = '<b><a href="/users/li">Li Wei</a><a href="mailto:li@corp.example"></a></b>'
    expect(read(tool, html)?.people).toEqual([
      {
        role: 'author',
        name: 'Li Wei',
        handle: 'li',
        email: 'li@corp.example',
        profileUrl: 'https://corp.example/users/li',
      },
    ])
  })

  it('are taken apart as the tool says', () => {
    const tool = toolWith({
      people: [
        {
          role: 'editor',
          at: 'dd',
          label: /^Changed/,
          part: /^by (?<name>[^,]+), as (?<handle>\w+)/,
          email: '@title',
        },
      ],
    })
    const html =
      '<dl><dt>Changed</dt><dd title="li@corp.example">by Li Wei, as liwei</dd><dt>Seen</dt><dd>by Jo, as jo</dd></dl>'
    expect(read(tool, html)?.people).toEqual([
      { role: 'editor', name: 'Li Wei', handle: 'liwei', email: 'li@corp.example' },
    ])
  })

  it('are never the viewer, by any of the names that they have there', () => {
    const tool = toolWith(
      { people: [{ role: 'commenter', at: 'b' }] },
      { viewer: ['#me', '#me@href'], profile: /^\/users\/\d+$/ },
    )
    const html =
      '<a id="me" href="/users/7">noor</a><b>noor</b><b><a href="/users/7">Noor Haddad</a></b><b>Li Wei</b>'
    expect(people(tool, html)).toEqual(['commenter:Li Wei'])
  })
})

describe('a link to a profile', () => {
  const tool = toolWith({}, { profile: /^\/users\/(?<handle>[^/]+)$/ })

  it.each([
    ['/users/li%20wei', 'Li', { handle: 'li wei', name: 'Li' }],
    ['/users/liwei', 'liwei', { handle: 'liwei' }],
  ])('%s is a person', (path, text, person) => {
    const url = new URL(path, 'https://corp.example')
    expect(readProfile(tool, { url, text })).toEqual({
      role: 'participant',
      profileUrl: url.href,
      ...person,
    })
  })

  it.each(['/users', '/users/li/edit', '/groups/li'])('%s is none', (path) => {
    expect(readProfile(tool, { url: new URL(path, 'https://corp.example'), text: 'Li' })).toBeNull()
  })
})
