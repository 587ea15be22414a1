import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Change } from './changes.ts'

/** All of them or none: what was written is taken back when the next cannot be. */
export function writeAll(root: string, changes: readonly Change[]): void {
  const begun: Change[] = []
  try {
    for (const change of changes) {
      begun.push(change)
      writeFileSync(join(root, change.path), change.after)
    }
  } catch (fault) {
    for (const change of begun.toReversed()) takeBack(root, change)
    throw fault
  }
}

function takeBack(root: string, { path, before }: Change): void {
  if (before === null) rmSync(join(root, path), { force: true })
  else writeFileSync(join(root, path), before)
}
