import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { freePort } from '../../../e2e/free-port.ts'
import { PASSWORD } from './postgres-server.ts'

/** Where Debian puts it, and where the path may have it. */
const PATHS = [
  '/usr/sbin',
  '/usr/bin',
  '/usr/local/bin',
  '/opt/homebrew/bin',
  ...(process.env['PATH'] ?? '').split(':'),
]

export function findPgBouncer(): string | undefined {
  return PATHS.map((folder) => join(folder, 'pgbouncer')).find((path) => existsSync(path))
}

export interface PgBouncer {
  port: number
  stop(): Promise<void>
}

/** A proxy that gives a connection of the database to each transaction anew, so that no session lasts. */
export async function startPgBouncer(path: string, databasePort: number): Promise<PgBouncer> {
  const folder = await mkdtemp(join(tmpdir(), 'bright-spots-pgbouncer-'))
  await chmod(folder, 0o755)
  const port = await freePort()
  const settings = {
    listen_addr: '127.0.0.1',
    listen_port: port,
    unix_socket_dir: '',
    auth_type: 'plain',
    auth_file: join(folder, 'users.txt'),
    pool_mode: 'transaction',
    // Fewer than the store asks for, so that transactions of different callers share connections.
    default_pool_size: 4,
  }
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`)
  const text = ['[databases]', `* = host=127.0.0.1 port=${databasePort}`, '[pgbouncer]', ...lines, '']
  await writeFile(join(folder, 'pgbouncer.ini'), text.join('\n'))
  await writeFile(join(folder, 'users.txt'), `"postgres" "${PASSWORD}"\n`)
  // It refuses to run as root, and becomes somebody else by itself.
  const asNobody = process.getuid?.() === 0 ? ['-u', 'nobody'] : []
  const bouncer = spawn(path, [...asNobody, join(folder, 'pgbouncer.ini')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  await isUp(bouncer.stderr)
  // Who does not read its log stops it when the pipe is full.
  bouncer.stderr.resume()
  return {
    port,
    async stop() {
      bouncer.kill()
      await once(bouncer, 'exit')
      await rm(folder, { recursive: true })
    },
  }
}

async function isUp(log: Readable): Promise<void> {
  let said = ''
  for await (const text of log.iterator({ destroyOnReturn: false })) {
    said += String(text)
    if (said.includes('process up')) return
  }
  throw new Error(`pgbouncer did not start: ${said}`)
}
