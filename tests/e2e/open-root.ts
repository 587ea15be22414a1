import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface OpenRoot {
  folder: string
  remove(): Promise<void>
}

/**
 * A copy of the built extension that differs in one word: the launcher's shadow root is open, because axe sees nothing in a
 * closed one.
 */
export async function copyWithOpenRoot(built: string): Promise<OpenRoot> {
  const folder = await mkdtemp(join(tmpdir(), 'bright-spots-open-'))
  await cp(built, folder, { recursive: true })
  const launcher = join(folder, 'launcher.js')
  const script = await readFile(launcher, 'utf8')
  const open = script.replace(/mode:\s*(["'`])closed\1/, 'mode: "open"')
  if (open === script) throw new Error('There is no closed root in launcher.js')
  await writeFile(launcher, open)
  return { folder, remove: () => rm(folder, { recursive: true }) }
}
