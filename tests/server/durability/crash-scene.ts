import { appendFile, cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { makeTemporaryFolder } from '../stores/temporary-folder.ts'
import { audit } from './audit.ts'
import type { DiskName } from './disks.ts'
import type { Call, Fault } from './faulty-run.ts'
import { countCalls, runScript } from './faulty-run.ts'
import { inParallel } from './rounds.ts'

const EFFECTS = ['signal=KILL', 'error=EIO', 'error=ENOSPC'] as const

/** Every call of each kind, with every effect. */
export function everyPoint(counts: Record<Call, number>): Fault[] {
  const calls = Object.entries(counts) as [Call, number][]
  return calls.flatMap(([call, count]) =>
    Array.from({ length: count }, (_, index) => index + 1).flatMap((nth) =>
      EFFECTS.map((effect) => ({ call, nth, effect })),
    ),
  )
}

/** A folder in which the scripted process runs again and again, each time on a store of its own. */
export class CrashScene {
  readonly #folder: string
  #names = 0

  private constructor(folder: string) {
    this.#folder = folder
  }

  static async open(): Promise<CrashScene> {
    return new CrashScene(await makeTemporaryFolder())
  }

  close(): Promise<void> {
    return rm(this.#folder, { recursive: true })
  }

  /** Where there is nothing yet. */
  newPath(): string {
    this.#names += 1
    return join(this.#folder, `store-${this.#names}`)
  }

  /** What a process leaves that the power left in the middle of a write. */
  async leaveTornStore(): Promise<string> {
    const folder = this.newPath()
    const faults: Fault[] = [{ call: 'datasync', nth: 8, effect: 'signal=KILL' }]
    await runScript({ folder, prefix: 'before', faults }, this.newPath())
    await appendFile(join(folder, 'bright-spots.journal'), '{"sum":"00000000","li')
    return folder
  }

  async copyOf(folder: string): Promise<string> {
    const copy = this.newPath()
    await cp(folder, copy, { recursive: true })
    return copy
  }

  /** How often a run on that folder makes each call. */
  count(folder: string): Promise<Record<Call, number>> {
    return countCalls({ folder, prefix: 'now' }, this.newPath())
  }

  /**
   * Runs the script once for each of these, with the faults that it names, on what `prepare` makes.
   * @returns those after which something was wrong, and what.
   */
  async examine(
    points: readonly Fault[][],
    prepare = async () => this.newPath(),
    disk: DiskName = 'real',
  ): Promise<string[]> {
    const found: string[] = []
    await inParallel(points, async (faults) => {
      const wrong = await this.#examineOne(await prepare(), faults, disk)
      if (wrong.length > 0) found.push(`${JSON.stringify(faults)}: ${wrong.join('; ')}`)
    })
    return found
  }

  async #examineOne(folder: string, faults: readonly Fault[], disk: DiskName): Promise<string[]> {
    const { said, code, errors } = await runScript({ folder, prefix: 'now', disk, faults }, this.newPath())
    const isToBeKilled = faults.some(({ effect }) => effect === 'signal=KILL')
    const wrong = await audit(folder, said)
    if (isToBeKilled && code !== null) wrong.push(`it was not killed, but ended with ${code}: ${errors}`)
    if (!isToBeKilled && code !== 0) wrong.push(`it did not go on after the fault: ${errors}`)
    await rm(folder, { recursive: true, force: true })
    return wrong
  }
}
