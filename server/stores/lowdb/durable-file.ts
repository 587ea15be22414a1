import type { Adapter } from 'lowdb'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import * as v from 'valibot'
import { CannotStart } from '../../cannot-start.ts'
import { checksum } from './checksum.ts'
import type { Disk } from './disk.ts'
import { codeOf, replaceFile } from './disk.ts'
import { FILE_VERSION, StoreFile } from './file.ts'
import { FIRST_WITH_JOURNAL, migrated, OLDEST_VERSION } from './migrations.ts'

/** At the front of the file: the checksum of all that follows. Its rows need no further look when it fits. */
const SUM = /^\{"sum":"([0-9a-f]{8})",/

function withSum(json: string): string {
  const rest = json.slice(1)
  return `{"sum":"${checksum(rest)}",${rest}`
}

/** @returns undefined when the file has none: it is of version 1, or a person changed it and took it out. */
function isIntact(text: string): boolean | undefined {
  const [front, sum] = SUM.exec(text) ?? []
  return front === undefined ? undefined : sum === checksum(text.slice(front.length))
}

/** lowdb adapter whose write survives a power cut once it resolves: lowdb's own renames without any fsync. */
export class DurableFile implements Adapter<StoreFile> {
  readonly #path: string
  readonly #disk: Disk
  #version = 0

  constructor(path: string, disk: Disk) {
    this.#path = path
    this.#disk = disk
  }

  /** Whether the file that was read is of this version. */
  get isOfThisVersion(): boolean {
    return this.#version === FILE_VERSION
  }

  /** Whether a journal lies beside the file that was read. */
  get hasJournal(): boolean {
    return this.#version >= FIRST_WITH_JOURNAL
  }

  /** @throws CannotStart when what is there is not a store file that this version can read. */
  async read(): Promise<StoreFile | null> {
    const text = await this.#readText()
    return text === null ? null : this.#parse(text)
  }

  write(data: StoreFile): Promise<void> {
    return replaceFile(this.#disk, this.#path, withSum(JSON.stringify(data)))
  }

  async #readText(): Promise<string | null> {
    try {
      return await readFile(this.#path, 'utf8')
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return null
      throw error
    }
  }

  #parse(text: string): StoreFile {
    const content = this.#parseJson(text)
    const intact = isIntact(text)
    this.#version = versionOf(content)
    // It was checked when it was written, and a hundred thousand rows take a second to check.
    if (intact && isOfThisVersion(content)) return content
    const file = this.#check(content)
    if (intact === false)
      throw this.#damaged('its content does not fit its "sum"; take that out if you changed it by hand')
    return file
  }

  #parseJson(text: string): unknown {
    try {
      return JSON.parse(text)
    } catch {
      throw this.#damaged('it is not whole JSON')
    }
  }

  #check(content: unknown): StoreFile {
    try {
      return v.parse(StoreFile, migrated(content))
    } catch (error) {
      if (!v.isValiError(error)) throw error
      const place = v.getDotPath(error.issues[0]) ?? 'the top'
      throw place === 'version' ? this.#otherVersion() : this.#damaged(`at ${place}`)
    }
  }

  #otherVersion(): CannotStart {
    const versions = `${OLDEST_VERSION} to ${FILE_VERSION}`
    return new CannotStart(
      `${this.#path} was written by another version of this server (this one reads versions ${versions}): start that one`,
    )
  }

  #damaged(where: string): CannotStart {
    return new CannotStart(
      `${this.#path} is damaged (${where}): put a backup of the whole folder in place of ${basename(this.#path)} and its journal, or move both away to begin anew`,
    )
  }
}

function versionOf(content: unknown): number {
  const isNumbered = typeof content === 'object' && content !== null && 'version' in content
  return isNumbered && typeof content.version === 'number' ? content.version : 0
}

function isOfThisVersion(content: unknown): content is StoreFile {
  return versionOf(content) === FILE_VERSION
}
