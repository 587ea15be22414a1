import { DEFAULT_LIMITS } from '../../../server/stores/rows.ts'
import { describe, expect, test } from 'vitest'
import packageJson from '../../../package.json' with { type: 'json' }
import { findCounts, readRows, writeRows } from '../../../server/moving/row-file.ts'
import { delivered, fewRows, person, streamOf } from './rows.ts'

const EXPORTED_AT = new Date('2026-11-02T10:00:00.000Z')

async function textOf(rows = fewRows()): Promise<string> {
  return (await Array.fromAsync(writeRows(streamOf(rows), EXPORTED_AT))).join('')
}

/** Reads it in chunks of so many bytes, which fall into the middle of lines and characters. */
async function read(text: string | Buffer, chunkBytes = 7) {
  const bytes = Buffer.from(text)
  const starts = Array.from({ length: Math.ceil(bytes.length / chunkBytes) }, (_, nth) => nth * chunkBytes)
  const chunks = starts.map((start) => bytes.subarray(start, start + chunkBytes))
  return Array.fromAsync(await readRows(streamOf(chunks)))
}

/** The lines with one of them changed; 0 is the header, -1 the counts. */
async function withLine(nth: number, change: (line: string) => string): Promise<string> {
  const lines = (await textOf()).trimEnd().split('\n')
  const changed = lines.with(nth, change(lines.at(nth) ?? ''))
  return changed.map((line) => `${line}\n`).join('')
}

/** As version 0.1.0 wrote it. */
const FORMAT_1 = `{"product":"bright-spots","format":1,"version":"0.1.0","exportedAt":"2026-11-02T10:00:00.000Z"}
{"settings":{"adminTokenHash":null,"values":null}}
{"person":{"id":"ada","name":"Ada","email":"ada@corp.example","team":null,"role":"member","handles":[],"active":true,"createdAt":"2026-11-02T09:00:00.000Z"}}
{"session":{"tokenHash":"c1","personId":"ada","device":"Laptop","createdAt":"2026-11-02T09:00:00.000Z"}}
{"counts":{"settings":1,"person":1,"feed":0,"invite":0,"session":1,"recognition":0}}
`

test('an export of format 1 is read, with defaults for what it does not have', async () => {
  const at = '2026-11-02T09:00:00.000Z'
  expect(await read(FORMAT_1)).toEqual([
    {
      settings: {
        adminTokenHash: null,
        values: null,
        customerTeams: [],
        retention: { recognitions: null, audit: null },
        limits: DEFAULT_LIMITS,
      },
    },
    person('ada', { name: 'Ada' }),
    {
      session: {
        id: expect.stringMatching(/^[\da-f]{8}-[\da-f]{4}-7/),
        tokenHash: 'c1',
        personId: 'ada',
        device: 'Laptop',
        grant: 'invite',
        createdAt: at,
        lastUsedAt: at,
      },
    },
  ])
  expect(findCounts(FORMAT_1)).toMatchObject({ person: 1, session: 1, identity: 0, audit: 0 })
  const withoutSession = FORMAT_1.replace(/\{"session".*\n/, '')
  await expect(read(withoutSession)).rejects.toThrow(
    "The counts do not match: the last line says 1 of the kind 'session'",
  )
})

describe('an export', () => {
  test('has a header, a row a line, and the counts', async () => {
    const lines = (await textOf())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines[0]).toEqual({
      product: 'bright-spots',
      format: 3,
      version: packageJson.version,
      exportedAt: '2026-11-02T10:00:00.000Z',
    })
    expect(lines.slice(1, -1)).toEqual(fewRows())
    expect(lines.at(-1)).toEqual({
      counts: {
        settings: 1,
        person: 2,
        identity: 1,
        claim: 1,
        adminToken: 1,
        audit: 1,
        feed: 2,
        invite: 1,
        session: 1,
        recognition: 2,
      },
    })
  })

  test.each([1, 7, 1_000_000])('is read as it was written, in chunks of %i bytes', async (bytes) => {
    expect(await read(await textOf(), bytes)).toEqual(fewRows())
  })

  test('of many rows comes in chunks that are neither tiny nor huge', async () => {
    const rows = Array.from({ length: 2_000 }, (_, nth) => delivered(`r${nth}`, nth + 1))
    const chunks = await Array.fromAsync(writeRows(streamOf(rows), EXPORTED_AT))
    expect(chunks.length).toBeGreaterThan(5)
    for (const chunk of chunks) expect(chunk.length).toBeLessThan(80_000)
    expect(await read(chunks.join(''), 65_536)).toEqual(rows)
  })

  test.each([
    ['with the line breaks of Windows', (text: string) => text.replaceAll('\n', '\r\n')],
    ['with a byte order mark', (text: string) => `\uFEFF${text}`],
    ['with blank lines at its end', (text: string) => `${text}\n\n`],
    ['without its last line break', (text: string) => text.trimEnd()],
    ['after what npm prints', (text: string) => `\n> bright-spots@0.1.0 store\n> exec node x\n\n${text}`],
  ])('is read %s', async (_how, change) => {
    expect(await read(change(await textOf()))).toEqual(fewRows())
  })

  test('tells its counts before it is read, unless its end is damaged', async () => {
    const text = await textOf()
    expect(findCounts(text.slice(-200))).toMatchObject({ recognition: 2 })
    expect(findCounts(text.slice(0, -20))).toBeUndefined()
    expect(findCounts('')).toBeUndefined()
  })
})

describe('refused in words is', () => {
  const NOT_OURS = 'Line 1 is not the header of an export: this file was not made by Bright Spots'

  test.each([
    ['nothing', '', 'The export is empty'],
    ['some text', 'Dear diary\n', NOT_OURS],
    ['some JSON', '{"product":"another","format":1}\n', NOT_OURS],
    ['a picture', Buffer.from([0x89, 0x50, 0xff, 0x0a, 0x1a]), 'Line 1 is damaged: it is not UTF-8'],
    ['one endless line', Buffer.alloc(5_000_000, 'x'), 'Line 1 is longer than any that Bright Spots writes'],
  ])('%s', async (_what, text, words) => {
    await expect(read(text, 65_536)).rejects.toThrow(words)
  })

  test('a newer format', async () => {
    const text = await withLine(0, (line) =>
      line.replace('"format":3', '"format":4').replace(packageJson.version, '9.1.0'),
    )
    await expect(read(text)).rejects.toThrow(
      'The export has a newer format (4, of Bright Spots 9.1.0) than this version knows: bring this one up to date first',
    )
  })

  test.each([
    ['is cut', (line: string) => line.slice(0, -3), 'Line 3 is damaged: it is not JSON'],
    ['has two rows', (line: string) => line + line, 'Line 3 is damaged: it is not JSON'],
    ['is blank', () => '', 'Line 3 is damaged: it is not JSON'],
    ['is of no kind', () => '{"secret":{}}', 'Line 3 is damaged: '],
    ['is no object', () => 'null', 'Line 3 is damaged: '],
    [
      'has a wrong value',
      (line: string) => line.replace('"active":true', '"active":"yes"'),
      'Line 3 is damaged: person.active: ',
    ],
    [
      'lacks a value',
      (line: string) => line.replace('"active":true,', ''),
      'Line 3 is damaged: person.active: ',
    ],
  ])('a line that %s', async (_how, change, words) => {
    await expect(read(await withLine(2, change))).rejects.toThrow(words)
  })

  test('a line that is not UTF-8', async () => {
    const bytes = Buffer.from(await textOf())
    bytes[bytes.indexOf('🎉')] = 0xff
    await expect(read(bytes)).rejects.toThrow('Line 13 is damaged: it is not UTF-8')
  })

  test('one that was cut anywhere', async () => {
    const text = (await textOf()).trimEnd()
    const headerEnd = text.indexOf('\n')
    for (let length = headerEnd + 1; length < text.length; length += 13)
      await expect(read(text.slice(0, length), 500)).rejects.toThrow(
        /^The export ends too early, at line \d+/,
      )
  })

  test('one that lost a line', async () => {
    const lines = (await textOf()).split('\n')
    await expect(read(lines.toSpliced(13, 1).join('\n'))).rejects.toThrow(
      "The counts do not match: the last line says 2 of the kind 'recognition', and there are 1. Lines were lost or added",
    )
  })

  test('one that something follows', async () => {
    const text = await textOf()
    await expect(read(text + text)).rejects.toThrow('Line 16 comes after the counts, which end an export')
  })
})
