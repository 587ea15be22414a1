import { execFile, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { COMPILE_CACHE } from '../../compile-cache.ts'
import { audit } from './audit.ts'
import type { DiskName } from './disks.ts'
import { readLines } from './lines.ts'
import type { Said } from './script.ts'

const run = promisify(execFile)
const SCRIPT = join(import.meta.dirname, 'cut-power.sh')
/** Mounts and processes of its own, which end with it. */
const ALONE = ['--mount', '--pid', '--fork', '--kill-child', '--mount-proc']
const CUT_MS = 40_000
/** In memory if may be: it is the copy that counts, not the disk below. */
const IMAGES = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

/** How the file system is mounted. */
export const MOUNTS = ['defaults', 'noauto_da_alloc'] as const
type Mount = (typeof MOUNTS)[number]

/** Who writes when the power goes: a store, or one who replaces a whole file over and over. */
type Writer = 'power-cut-writer.ts' | 'replacing-writer.ts'

export interface Cut {
  writer: Writer
  mount: Mount
  disk: DiskName
  /** At any moment, or as soon as something has been promised: what is at risk the most then. */
  moment: 'any' | 'answered'
}

async function cutPower({ writer, mount, disk, moment }: Cut, folder: string): Promise<void> {
  const seconds = (0.1 + Math.random() * 0.6).toFixed(2)
  const command = [process.execPath, join(import.meta.dirname, writer), join(folder, 'disk'), 'cut', disk]
  const { PATH = '' } = process.env
  const env = { PATH, ...COMPILE_CACHE }
  const options = { env, timeout: CUT_MS, killSignal: 'SIGKILL' as const }
  await run('unshare', [...ALONE, 'sh', SCRIPT, folder, mount, seconds, moment, ...command], options)
}

/** @returns what is wrong with the file that was found, after all that was said of it. */
async function auditCount(folder: string, said: readonly { count: number }[]): Promise<string[]> {
  const acknowledged = said.at(-1)?.count ?? 0
  try {
    const { count }: { count: number } = JSON.parse(await readFile(join(folder, 'count.json'), 'utf8'))
    return count < acknowledged ? [`lost: ${acknowledged - count} of ${acknowledged}`] : []
  } catch (error) {
    return acknowledged === 0 ? [] : [`lost: all of ${acknowledged}, ${String(error)}`]
  }
}

/** Cuts the power of one writer at some moment. @returns what is wrong with what is found then, and how much was acknowledged. */
export async function examineCut(cut: Cut): Promise<{ faults: string[]; acknowledged: number }> {
  const folder = await mkdtemp(join(IMAGES, 'bright-spots-power-'))
  try {
    await cutPower(cut, folder)
    const said = await readFile(join(folder, 'said-then'), 'utf8')
    const found = join(folder, 'after')
    const faults =
      cut.writer === 'power-cut-writer.ts'
        ? await audit(found, readLines<Said>(said))
        : await auditCount(found, readLines<{ count: number }>(said))
    return { faults, acknowledged: readLines(said).length }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** @returns why the power cannot be cut here; undefined when it can. */
export function whyNoPowerCut(): string | undefined {
  if (process.getuid?.() !== 0) return 'it takes root to mount a file system'
  const trial =
    'd=$(mktemp -d); truncate -s 8M $d/i; mkfs.ext4 -q -F $d/i && mount -o loop $d/i /mnt; s=$?; rm -r $d; exit $s'
  const { error, status, stderr } = spawnSync('unshare', [...ALONE, 'sh', '-c', trial])
  if (error) return 'unshare is not installed'
  return status === 0 ? undefined : `no ext4 can be made and mounted: ${String(stderr).trim().split('\n')[0]}`
}
