import { cp, readFile, writeFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { checksum } from '../../../../server/stores/lowdb/checksum.ts'
import type { JournalEntry } from '../../../../server/stores/lowdb/journal-line.ts'
import { writeEntry, writeHeader } from '../../../../server/stores/lowdb/journal-line.ts'
import { replay } from '../../../../server/stores/lowdb/journal-replay.ts'
import type { Store } from '../../../../server/stores/store.ts'
import { addPerson, CHECKPOINT, JOURNAL, namesIn, spotBetween, useStoreFolder } from './store-folder.ts'

const folder = useStoreFolder()

/** A running store: Ada, Ben, one bright spot, then three in one batch. */
async function openWithBatches() {
  const store = await folder.open()
  const [ada, ben] = [await addPerson(store, 'ada'), await addPerson(store, 'ben')]
  const send = () => store.recognitions.accept(spotBetween(ada, ben))
  await send()
  const synced = (await readFile(folder.file(JOURNAL))).length
  await Promise.all([send(), send(), send()])
  return { store, ada, ben, synced, content: await readFile(folder.file(JOURNAL)) }
}

async function countSpots(store: Store, sender: string): Promise<number> {
  const page = await store.recognitions.changes(sender, null, 99)
  return page.kind === 'page' ? page.changes.length : -1
}

/** Opens a copy of the store with another journal. */
async function openWith(copy: string, content: string | Buffer): Promise<Store> {
  await folder.copyTo(copy)
  await writeFile(folder.file(JOURNAL, copy), content)
  return folder.open({ copy })
}

async function* inChunks(content: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let start = 0; start < content.length; start += size) yield content.subarray(start, start + size)
}

/** Reads a journal beside a checkpoint that has all up to `after`. */
async function read(content: Buffer, after: number, chunkSize = 1000) {
  const entries: JournalEntry[] = []
  const source = { path: 'journal', chunks: inChunks(content, chunkSize), after }
  const { isTorn, last, newLines } = await replay(source, (entry) => entries.push(entry))
  expect(newLines).toBe(entries.length)
  return { isTorn, last, entries }
}

describe('a torn end', () => {
  test('is recognised at every byte of the last batch', async () => {
    const { content, synced } = await openWithBatches()
    const ends = [...content.keys()].filter((at) => content[at] === 0x0a)
    for (let length = synced; length <= content.length; length += 1) {
      const torn = await read(content.subarray(0, length), 0)
      const whole = ends.filter((end) => end <= length).length - 1
      expect([length, torn.entries.length]).toEqual([length, whole])
      expect(torn.isTorn).toBe(!ends.includes(length) && !ends.includes(length - 1))
    }
  })

  test('is cut off, and what is stored then has its place', async () => {
    const { content, synced, ada, ben } = await openWithBatches()
    for (let length = synced; length < content.length; length += 173) {
      const copy = `cut-${length}`
      const store = await openWith(copy, content.subarray(0, length))
      const before = await countSpots(store, ada)
      expect(before).toBeGreaterThanOrEqual(1)
      await store.recognitions.accept(spotBetween(ada, ben))
      await cp(folder.file('', copy), folder.file(`${copy}-again`), { recursive: true })
      expect(await countSpots(await folder.open({ copy: `${copy}-again` }), ada)).toBe(before + 1)
    }
  })

  test.each([0, 40, 700, 1100])('may be a page of zeros, %d bytes into the last batch', async (distance) => {
    const { content, synced, ada } = await openWithBatches()
    const holed = Buffer.from(content).fill(0, synced + distance, synced + distance + 600)
    const store = await openWith('holed', holed)
    expect(await countSpots(store, ada)).toBeLessThan(4)
    expect(await countSpots(store, ada)).toBeGreaterThanOrEqual(1)
  })

  test('may be zeros behind the last batch', async () => {
    const { content, ada } = await openWithBatches()
    const store = await openWith('longer', Buffer.concat([content, Buffer.alloc(4096)]))
    expect(await countSpots(store, ada)).toBe(4)
  })
})

describe('a damaged middle', () => {
  test('stops the start and names file, line and what to do', async () => {
    const { content } = await openWithBatches()
    const lines = content.toString().split('\n')
    for (const number of [2, 3, 4]) {
      const damaged = lines.map((line, nth) => (nth === number - 1 ? line.replace('"seq"', '"sec"') : line))
      const opening = openWith(`damaged-${number}`, damaged.join('\n'))
      const file = folder.file(JOURNAL, `damaged-${number}`)
      await expect(opening).rejects.toThrow(
        `${file} is damaged in line ${number}: put a backup of the whole folder in its place; to go on without what was stored since the last start, replace the journal by an empty file`,
      )
      expect(await folder.read(JOURNAL, `damaged-${number}`)).toBe(damaged.join('\n'))
    }
  })

  test('is one too when a line is missing, or there twice', async () => {
    const { content } = await openWithBatches()
    const lines = content.toString().split('\n')
    await expect(openWith('missing', lines.toSpliced(2, 1).join('\n'))).rejects.toThrow('damaged in line 3')
    const doubled = lines.toSpliced(2, 0, lines[1] ?? '')
    await expect(openWith('doubled', doubled.join('\n'))).rejects.toThrow('damaged in line 3')
  })

  test('does not matter where the checkpoint has it already', async () => {
    const lines = [1, 2, 3].map((seq) => writeEntry({ seq, first: seq, changes: null }))
    const journal = Buffer.from([writeHeader(0), 'unreadable\n', ...lines.slice(1)].join(''))
    expect(await read(journal, 3)).toMatchObject({ entries: [], isTorn: true })
    await expect(read(journal, 1)).rejects.toThrow('damaged in line 2')
    await expect(read(journal, 0)).rejects.toThrow('damaged in line 2')
  })

  test('may be the header', async () => {
    const { content } = await openWithBatches()
    const opening = openWith(
      'header',
      content.toString().replace('bright-spots-journal', 'bright-spots-jOurnal'),
    )
    await expect(opening).rejects.toThrow('damaged in line 1')
  })
})

describe('a journal that is not of the moment of the checkpoint', () => {
  test('but emptied by hand begins anew', async () => {
    const { ada } = await openWithBatches()
    const store = await openWith('emptied', '')
    expect(await countSpots(store, ada)).toBe(0)
    await addPerson(store, 'cleo')
    await cp(folder.file('', 'emptied'), folder.file('again'), { recursive: true })
    expect(await namesIn(await folder.open({ copy: 'again' }))).toEqual(['Cleo'])
  })

  test('but later is refused', async () => {
    const { store } = await openWithBatches()
    const early = await folder.read(CHECKPOINT)
    await folder.close(store)
    await folder.change(CHECKPOINT, () => early)
    await expect(folder.open()).rejects.toThrow(
      /bright-spots.journal begins after line 7, but the file beside it ends at 0: they are not of one moment; put a backup/,
    )
  })

  test('but earlier is replaced: the checkpoint has all of it, and more', async () => {
    const { store, ada, ben, content } = await openWithBatches()
    await store.recognitions.accept(spotBetween(ada, ben))
    await folder.close(store)
    const opened = await openWith('earlier', content)
    expect(await countSpots(opened, ada)).toBe(5)
    await opened.recognitions.accept(spotBetween(ada, ben))
    await cp(folder.file('', 'earlier'), folder.file('again'), { recursive: true })
    expect(await countSpots(await folder.open({ copy: 'again' }), ada)).toBe(6)
  })

  test('but of a newer version is left to that', async () => {
    await openWithBatches()
    const entry = JSON.stringify({ product: 'bright-spots-journal', version: 6, after: 0 })
    const sum = checksum(entry)
    await expect(openWith('newer', `{"sum":"${sum}","line":${entry}}\n`)).rejects.toThrow(
      'was written by a newer version of this server (this one reads up to 5): start that one',
    )
  })
})

test.each([1, 7, 100, 1_000_000])(
  'a journal is the same when it is read %d bytes at a time',
  async (size) => {
    const store = await folder.open()
    const [ada, ben] = [await addPerson(store, 'ada'), await addPerson(store, 'ben')]
    await store.recognitions.accept(spotBetween(ada, ben, 'Grüße, мир 🌞\u2028\r\n'))
    const content = await readFile(folder.file(JOURNAL))
    const { entries, last, isTorn } = await read(content, 0, size)
    expect([entries.length, last, isTorn]).toEqual([3, 3, false])
    expect(entries[2]?.changes?.put.recognitions).toMatchObject([
      { content: { message: 'Grüße, мир 🌞\u2028\r\n' } },
    ])
  },
)

test('a copy of the folder, taken at any moment while it runs, opens and has all that was answered', async () => {
  const store = await folder.open()
  const [ada, ben] = [await addPerson(store, 'ada'), await addPerson(store, 'ben')]
  let answered = 0
  const over = new AbortController()
  const writing = Array.from({ length: 8 }, async () => {
    while (!over.signal.aborted) {
      await store.recognitions.accept(spotBetween(ada, ben))
      answered += 1
    }
  })
  for (let round = 0; round < 12; round += 1) {
    const before = answered
    await folder.copyTo(`copy-${round}`)
    const copy = await folder.open({ copy: `copy-${round}` })
    const page = await copy.recognitions.changes(ada, null, 100_000)
    expect(page).toMatchObject({ kind: 'page' })
    expect(page.kind === 'page' && page.changes.length).toBeGreaterThanOrEqual(before)
    await folder.close(copy)
  }
  over.abort()
  await Promise.all(writing)
})
