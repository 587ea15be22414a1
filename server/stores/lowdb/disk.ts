import { open, rename, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'

/** The calls on the disk that a write is made of, so that a test can watch them or make one fail. */
export interface Disk {
  open: typeof open
  rename: typeof rename
  unlink: typeof unlink
}

export const NODE_DISK: Disk = { open, rename, unlink }

async function writeSynced(disk: Disk, path: string, text: string): Promise<void> {
  const file = await disk.open(path, 'w', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}

export async function syncFolder(disk: Disk, path: string): Promise<void> {
  const folder = await disk.open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/**
 * Puts a whole file in the place of another. It survives a power cut once this resolves, and the order matters: the new
 * content is on the disk before it takes the name, and the name before the answer.
 * The old content is in place when it rejects before the rename; after it, either may be there.
 */
export async function replaceFile(disk: Disk, path: string, text: string): Promise<void> {
  const next = `${path}.next`
  try {
    await writeSynced(disk, next, text)
    await disk.rename(next, path)
  } catch (error) {
    await disk.unlink(next).catch(() => undefined)
    throw error
  }
  await syncFolder(disk, dirname(path))
}

/** The code of a failed system call, e.g. `ENOSPC`. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined
}

const FULL_DISK_CODES = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

/** Whether a call failed for want of room. */
export function isFullDisk(error: unknown): boolean {
  return FULL_DISK_CODES.has(codeOf(error) ?? '')
}
