import type { FileHandle } from 'node:fs/promises'
import { access, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Refusal } from './refusal.ts'

/** @returns what the system says against it, in words; anything else as it is. */
function describe(path: string, what: string, error: unknown): unknown {
  if (!(error instanceof Error && 'syscall' in error && 'code' in error)) return error
  return new Refusal(`${path} cannot be ${what} (${String(error.code)})`, { cause: error })
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

/** A file is found after a power cut only when its folder knows of it. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

async function fill(part: string, chunks: AsyncIterable<string>, signal: AbortSignal): Promise<number> {
  const file = await open(part, 'wx', 0o600)
  try {
    await file.writeFile(chunks, { signal })
    await file.sync()
    return (await file.stat()).size
  } finally {
    await file.close()
  }
}

/**
 * Writes a file that is there only when all of it is on the disk, for the eyes of its owner alone.
 * @returns its size in bytes.
 * @throws Refusal when there is one of that name already, unless it is to be replaced.
 */
export async function writeNewFile(
  path: string,
  chunks: AsyncIterable<string>,
  { signal, replace }: { signal: AbortSignal; replace: boolean },
): Promise<number> {
  if (!replace && (await isThere(path)))
    throw new Refusal(`${path} is there already: choose another name, or add --force to replace it`)
  const part = `${path}.part`
  try {
    await rm(part, { force: true })
    const size = await fill(part, chunks, signal)
    await rename(part, path)
    await syncFolder(dirname(path))
    return size
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined)
    throw describe(path, 'written', error)
  }
}

/** @throws Refusal when there is no file that can be read. */
export async function openFile(path: string): Promise<FileHandle> {
  try {
    const file = await open(path, 'r')
    if ((await file.stat()).isFile()) return file
    await file.close()
  } catch (error) {
    throw describe(path, 'read', error)
  }
  throw new Refusal(`${path} cannot be read: it is no file`)
}
