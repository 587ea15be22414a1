import type { Adapter } from 'lowdb'
import { access, constants, open, readFile, rename, unlink } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import * as v from 'valibot'
import { CannotStart } from '../../cannot-start.ts'
import { FILE_VERSION, StoreFile } from './file.ts'

/** The calls on the disk that a write is made of, so that a test can watch them or make one fail. */
export interface Disk {
  open: typeof open
  rename: typeof rename
  unlink: typeof unlink
}

const NODE_DISK: Disk = { open, rename, unlink }

/**
 * lowdb adapter whose write survives a power cut once it resolves: lowdb's own renames without any fsync.
 * The order matters. The new content is on the disk before it takes the name, and the name before the answer.
 */
export class DurableFile implements Adapter<StoreFile> {
  readonly #path: string
  readonly #disk: Disk

  constructor(path: string, disk: Disk = NODE_DISK) {
    this.#path = path
    this.#disk = disk
  }

  /** @throws CannotStart when what is there is not a store file that this version can read. */
  async read(): Promise<StoreFile | null> {
    const text = await this.#readText()
    return text === null ? null : this.#parse(text)
  }

  /** Leaves the old content in place when it rejects before the rename; after it, either may be there. */
  async write(data: StoreFile): Promise<void> {
    const next = `${this.#path}.next`
    try {
      await this.#writeSynced(next, JSON.stringify(data))
      await this.#disk.rename(next, this.#path)
    } catch (error) {
      await this.#disk.unlink(next).catch(() => undefined)
      throw error
    }
    await this.#syncFolder()
  }

  /** Rejects when the file is gone, or it or its folder may not be written. It writes nothing: a full disk is not noticed. */
  async check(): Promise<void> {
    await access(dirname(this.#path), constants.W_OK)
    await access(this.#path, constants.R_OK | constants.W_OK)
  }

  async #readText(): Promise<string | null> {
    try {
      return await readFile(this.#path, 'utf8')
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
      throw error
    }
  }

  #parse(text: string): StoreFile {
    const parsed = v.safeParse(StoreFile, this.#parseJson(text))
    if (parsed.success) return parsed.output
    const place = v.getDotPath(parsed.issues[0]) ?? 'the top'
    if (place === 'version')
      throw new CannotStart(
        `${this.#path} was written by another version of this server (this one reads version ${FILE_VERSION}): start that one`,
      )
    throw this.#damaged(`at ${place}`)
  }

  #parseJson(text: string): unknown {
    try {
      return JSON.parse(text)
    } catch {
      throw this.#damaged('it is not whole JSON')
    }
  }

  #damaged(where: string): CannotStart {
    return new CannotStart(
      `${this.#path} is damaged (${where}): put a backup of ${basename(this.#path)} in its place, or move it away to begin anew`,
    )
  }

  async #writeSynced(path: string, text: string): Promise<void> {
    const file = await this.#disk.open(path, 'w', 0o600)
    try {
      await file.writeFile(text)
      await file.sync()
    } finally {
      await file.close()
    }
  }

  async #syncFolder(): Promise<void> {
    const folder = await this.#disk.open(dirname(this.#path), 'r')
    try {
      await folder.sync()
    } finally {
      await folder.close()
    }
  }
}
