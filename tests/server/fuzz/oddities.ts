import * as fc from 'fast-check'
import { CANARY, oddText } from './values.ts'

/** What is done to the text of a body, or to its bytes. */
export const DAMAGES: Readonly<Record<string, (text: string) => Buffer | string>> = {
  'cut short': (text) => text.slice(0, Math.ceil(text.length / 2)),
  'with more behind it': (text) => text + text,
  'after a byte order mark': (text) => `\ufeff${text}`,
  'in UTF-16': (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  'in Latin-1': (text) => Buffer.from(`${text}é`, 'latin1'),
  'with a slash in overlong UTF-8': (text) => Buffer.concat([Buffer.from(text), Buffer.from([0xc0, 0xaf])]),
  'with half a character in UTF-8': (text) =>
    Buffer.concat([Buffer.from([0xed, 0xa0, 0x80]), Buffer.from(text)]),
  'with NUL': (text) => text.replace(/[a-z]/, '\0'),
  'with a key twice': (text) => text.replace('{', '{"message":"a","email":"b","message":"c",'),
  'with __proto__ first': (text) => text.replace('{', '{"__proto__":{"role":"admin"},'),
  'within brackets': (text) => `${'['.repeat(1000)}${text}${']'.repeat(1000)}`,
  'behind brackets that stay open': (text) => '[{"a":'.repeat(9000) + text,
  'with a comment': (text) => `/* ${CANARY} */${text}`,
  'of one word': () => CANARY,
  'of null': () => 'null',
  'of a list': () => '[]',
  'of a text': () => `"${CANARY}"`,
  'of nothing': () => '',
  'of nearly the longest length': (text) => text.padEnd(65_536),
  'of more than the longest length': (text) => text.padEnd(65_537),
}

/** Types of bodies, the right ones among them. */
export const MEDIA = [
  ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/csv'],
  ['application/json', 'application/scim+json', 'application/json; charset=utf-16', 'APPLICATION/JSON ;a=b'],
  ['application/json, text/plain', 'text/plain, application/json', 'application/jsonx', '', ';', CANARY],
].flat()

export const ODD_HEADERS: readonly (readonly [string, string])[] = [
  ['content-encoding', 'gzip'],
  ['content-encoding', 'br, identity'],
  ['transfer-encoding', 'chunked'],
  ['accept-language', `${'de-'.repeat(200)}, *;q=0.1, ${CANARY}`],
  ['accept-language', 'he;q=0.9, x-__proto__'],
  ['x-request-id', '__proto__'],
  ['x-request-id', '<script>'],
  ['origin', `https://${CANARY}.example`],
  ['origin', 'moz-extension://01234567-89ab-cdef-0123-456789abcdef'],
  ['x-forwarded-for', `${CANARY}, ::1, 999.1.1.1`],
  ['x-forwarded-host', `${CANARY}.example`],
  ['x-http-method-override', 'DELETE'],
  ['if-none-match', `"${CANARY}", *`],
  ['range', 'bytes=0-1,5-,-1'],
  ['bright-spots-client', 'extension/0.0.1'],
  ['bright-spots-client', `extension/${'9'.repeat(400)}.1.1`],
  ['bright-spots-client', `extension/${CANARY}`],
  ['cookie', `session=${CANARY}; __proto__=1`],
  ['accept', 'text/html;q=x, */*;q=0'],
  ['x-odd', '\u00ff\u00fe\t\u0080'],
]

/** What may stand in an address as it is. */
export const ODD_IDS = [
  ['__proto__', 'constructor', '%00', '%c0%af', '%ff', '%zz', '%', '%2e%2e', '%2F..%2F', '..', '//', ';a=b'],
  ['%ED%A0%80', '%F0%9F', '%E2%80%AE', 'x'.repeat(5000), '-1', '0', 'null', CANARY, 'current', 'import'],
].flat()

export const ODD_QUERIES = [
  [
    '?',
    '?&&&',
    '?=',
    '?%',
    '?%ff=%ff',
    `?${CANARY}=1`,
    '?__proto__=1',
    '?constructor[prototype]=1',
    '?limit=1&limit=2',
  ],
  [
    '?limit=0',
    '?limit=201',
    '?limit=9999999999',
    '?limit=1e2',
    '?limit=%D9%A1',
    '?after=%00',
    `?q=${'x'.repeat(5000)}`,
  ],
  [
    '?wait=-1',
    '?wait=26',
    '?since=e30',
    '?since=bnVsbA',
    '?startIndex=-999999999&count=999999999',
    '?count=-1',
  ],
  [
    `?filter=${'('.repeat(900)}`,
    '?filter=userName%20eq%20%22%5Cud800%22',
    '?dryRun=maybe',
    '?erase=',
    '?state=',
  ],
].flat()

const CSV =
  'name,email,team,manager,handles\nNew,new@corp.example,Support,{{colleagueEmail}},gitlab|https://git.corp.example|new\n'

/** Files of people, right and wrong. */
export const csvText = fc.oneof(
  fc.constant(CSV),
  oddText.map((text) => CSV + text),
  fc.tuple(oddText, oddText).map(([name, team]) => `name,email,team\n"${name}",odd@corp.example,${team}\n`),
  oddText,
)
