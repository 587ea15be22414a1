import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { GECKO_ID } from '../../shared/extension-ids.ts'

const run = promisify(execFile)

/** Where Chromium, Chrome, Edge and Firefox look for an organisation's policies on Linux, below /etc. */
const FOLDERS = ['chromium/policies', 'opt/chrome/policies', 'opt/edge/policies', 'firefox/policies']

/**
 * A computer that an organisation manages, for the browsers that are started by it alone: each sees /etc with these policies,
 * in a mount namespace of its own. Nobody else on this machine sees them, and nothing is left behind.
 */
export class ManagedMachine {
  readonly #folder: string

  private constructor(folder: string) {
    this.#folder = folder
  }

  /** @throws with what it needs when this machine does not let us. */
  static async open(): Promise<ManagedMachine> {
    const folder = await mkdtemp(join(tmpdir(), 'bright-spots-managed-'))
    for (const place of FOLDERS) await mkdir(join(folder, 'etc', place, 'managed'), { recursive: true })
    await mkdir(join(folder, 'home/.mozilla/managed-storage'), { recursive: true })
    const machine = new ManagedMachine(folder)
    await run(await machine.startedHere('true')).catch(async (fault: unknown) => {
      await machine.remove()
      throw new Error(NEEDS, { cause: fault })
    })
    return machine
  }

  /** A program that starts the browser on this machine. */
  async startedHere(executable: string): Promise<string> {
    const path = join(this.#folder, 'browser')
    await writeFile(path, script(this.#folder, executable))
    await chmod(path, 0o755)
    return path
  }

  /** The policies of Chromium and Chrome, which see each change at once. */
  async setChromiumPolicies(policies: object): Promise<void> {
    for (const place of ['chromium/policies', 'opt/chrome/policies'])
      await this.#write(`etc/${place}/managed/bright-spots.json`, policies)
  }

  /** The policies.json of Firefox, which reads it when it starts. */
  async setFirefoxPolicies(policies: object): Promise<void> {
    await this.#write('etc/firefox/policies/policies.json', policies)
  }

  /** The managed storage of one extension in Firefox, which reads it when the extension asks for the first time. */
  async setFirefoxManifest(data: object): Promise<void> {
    const manifest = { name: GECKO_ID, description: 'Set by the organisation', type: 'storage', data }
    await this.#write(`home/.mozilla/managed-storage/${GECKO_ID}.json`, manifest)
  }

  async remove(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 })
  }

  async #write(path: string, content: object): Promise<void> {
    await writeFile(join(this.#folder, path), JSON.stringify(content))
  }
}

const NEEDS =
  'The tests of policies start browsers in a mount namespace of their own, so that /etc stays as it is. ' +
  'That needs Linux with unshare (util-linux) and overlayfs, and root or unprivileged user namespaces.'

/**
 * Starts itself again where mounts are nobody else's, and then the browser. The folders are laid over /etc so that they are
 * there, and bound so that a browser is told of changes in them.
 */
function script(folder: string, executable: string): string {
  const asRoot = process.getuid?.() === 0 ? '' : '--map-root-user'
  return `#!/bin/sh
set -e
[ -n "$MANAGED" ] || MANAGED=yes exec unshare ${asRoot} --mount "$0" "$@"
mount -t overlay overlay -o 'lowerdir=${folder}/etc:/etc' /etc
for place in ${FOLDERS.join(' ')}; do mount --bind "${folder}/etc/$place" "/etc/$place"; done
HOME='${folder}/home' exec '${executable}' "$@"
`
}
