import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../../../server/config.ts'
import { freePort } from '../../e2e/free-port.ts'
import type { Image } from './dockerfile.ts'
import { Builder, makeContext, readDockerfile } from './dockerfile.ts'

const ROOT = join(import.meta.dirname, '../../..')

let folder: string
let image: Image
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bright-spots-image-'))
  await chmod(folder, 0o755)
  const context = join(folder, 'context')
  await makeContext(ROOT, context)
  const steps = readDockerfile(await readFile(join(ROOT, 'server/Dockerfile'), 'utf8'))
  image = await new Builder(context, folder).build(steps)
}, 180_000)
afterAll(() => rm(folder, { recursive: true }))

/** Runs a command of the image as its user; on loopback alone, here. */
function execute([program = '', ...words]: string[], port: number): ChildProcess {
  const env = { ...image.env, HOST: '127.0.0.1', PORT: String(port) }
  return spawn(program, words, { cwd: image.workdir, env, ...image.user, stdio: ['ignore', 'pipe', 'pipe'] })
}

async function checkHealth(port: number): Promise<number> {
  const [code] = await once(execute(image.healthcheck, port), 'exit')
  return code
}

describe('the image', () => {
  test('has what the server needs, and nothing of the extension or the tests', () => {
    for (const part of ['server/main.ts', 'shared/api.ts', 'package.json', 'node_modules/hono'])
      expect(existsSync(join(image.workdir, part)), part).toBe(true)
    for (const part of [
      'extension',
      'tests',
      'data/bright-spots.json',
      'node_modules/wxt',
      'node_modules/vitest',
    ])
      expect(existsSync(join(image.workdir, part)), part).toBe(false)
  })

  test('answers everybody outside it, and keeps what it stores in its volume', () => {
    expect(readConfig(image.env).host).toBe('0.0.0.0')
    const { storeUrl } = readConfig(image.env)
    expect(image.volumes.map((path) => join(image.root, path))).toEqual([
      join(image.workdir, storeUrl.replace('lowdb:', '')),
    ])
  })

  test('runs as a user without rights, knows whether it is well, and stops when told to', async () => {
    const port = await freePort()
    const container = execute(image.command, port)
    const ended = once(container, 'exit')
    let printed = ''
    container.stdout?.on('data', (text) => (printed += text))
    await expect.poll(() => printed, { timeout: 15_000 }).toContain(`http://127.0.0.1:${port}`)
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200)
    expect(await checkHealth(port)).toBe(0)
    const stored = await stat(join(image.workdir, 'data/bright-spots.json'))
    expect(stored.uid).toBe(image.user?.uid ?? process.getuid?.())
    expect(stored.uid).not.toBe(0)
    container.kill('SIGTERM')
    expect((await ended)[0]).toBe(0)
    expect(await checkHealth(port)).toBe(1)
  }, 60_000)
})
