import { chmod, rm, writeFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { addPerson, CHECKPOINT, JOURNAL, namesIn, useStoreFolder } from './store-folder.ts'

const folder = useStoreFolder()

/** A stopped store with Ada in it. */
async function leaveStore(): Promise<void> {
  const store = await folder.open()
  await addPerson(store, 'ada')
  await folder.close(store)
}

describe('a checkpoint', () => {
  test.each([
    ['{"product":"bright-spots","version":5,"peo', 'is damaged (it is not whole JSON)'],
    ['', 'is damaged (it is not whole JSON)'],
    ['[]', 'is damaged'],
  ])('that is damaged, %j, stops it with words, and stays', async (content, words) => {
    await writeFile(folder.file(CHECKPOINT), content)
    await expect(folder.open()).rejects.toThrow(`${folder.file(CHECKPOINT)} ${words}`)
    await expect(folder.open()).rejects.toThrow(
      /put a backup of the whole folder in place of bright-spots.json and its journal, or move both away/,
    )
    expect(await folder.read(CHECKPOINT)).toBe(content)
  })

  test('with a damaged row has it named', async () => {
    await leaveStore()
    await folder.change(CHECKPOINT, (text) => text.replace('"name":"Ada"', '"name":7'))
    await expect(folder.open()).rejects.toThrow('damaged (at people.0.name)')
  })

  test('whose checksum does not fit is refused, and opens without one', async () => {
    await leaveStore()
    await folder.change(CHECKPOINT, (text) => text.replace('"name":"Ada"', '"name":"Eve"'))
    await expect(folder.open()).rejects.toThrow('take that out if you changed it by hand')
    await folder.change(CHECKPOINT, (text) => text.replace(/"sum":"\w+",/, ''))
    expect(await namesIn(await folder.open())).toEqual(['Eve'])
  })

  test('of another version is left to that version', async () => {
    await leaveStore()
    await folder.change(CHECKPOINT, (text) => text.replace('"version":5', '"version":6'))
    const content = await folder.read(CHECKPOINT)
    await expect(folder.open()).rejects.toThrow(
      'was written by another version of this server (this one reads versions 1 to 5): start that one',
    )
    expect(await folder.read(CHECKPOINT)).toBe(content)
  })
})

describe('the folder', () => {
  test('may have in it what a broken write left', async () => {
    await leaveStore()
    for (const name of [CHECKPOINT, JOURNAL]) await writeFile(folder.file(`${name}.next`), 'half of')
    expect(await namesIn(await folder.open())).toEqual(['Ada'])
  })

  test('that cannot be one is named', async () => {
    await writeFile(folder.file('occupied'), '')
    await chmod(folder.file('occupied'), 0o600)
    await expect(folder.open({ copy: 'occupied' })).rejects.toThrow(
      `The store in ${folder.file('occupied')} cannot be opened`,
    )
  })

  test('is free again after a start that failed', async () => {
    await leaveStore()
    const whole = await folder.read(CHECKPOINT)
    await folder.change(CHECKPOINT, () => '')
    await expect(folder.open()).rejects.toThrow('damaged')
    await folder.change(CHECKPOINT, () => whole)
    expect(await namesIn(await folder.open())).toEqual(['Ada'])
  })
})

describe('without its journal', () => {
  test('it says so, and what would go on without it', async () => {
    await leaveStore()
    await rm(folder.file(JOURNAL))
    await expect(folder.open()).rejects.toThrow(
      `${folder.file(JOURNAL)} is missing, and with it what was stored since the last start: put a backup of the whole folder in its place, or make an empty file of that name`,
    )
    await writeFile(folder.file(JOURNAL), '')
    expect(await namesIn(await folder.open())).toEqual(['Ada'])
  })

  test('a store that never wrote its first checkpoint begins', async () => {
    const store = await folder.open()
    await addPerson(store, 'ada')
    await folder.copyTo('copy')
    await rm(folder.file(CHECKPOINT, 'copy'))
    expect(await namesIn(await folder.open({ copy: 'copy' }))).toEqual(['Ada'])
  })
})
