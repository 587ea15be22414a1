import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserName } from './browser-under-test.ts'

const ROOT = join(import.meta.dirname, '../..')
const SOURCES = ['extension', 'shared', 'wxt.config.ts', 'package.json']
const WXT_NAMES = { chromium: 'chrome', firefox: 'firefox' }

/** Where the built extension is. */
export function builtExtension(browser: BrowserName): string {
  return join(ROOT, '.output', `${WXT_NAMES[browser]}-mv3`)
}

/** Builds the extension unless what is there is younger than every source. */
export function buildExtensionUnlessFresh(browser: BrowserName): void {
  const manifest = join(builtExtension(browser), 'manifest.json')
  const newest = Math.max(...SOURCES.map((source) => newestChange(join(ROOT, source))))
  if (!existsSync(manifest) || statSync(manifest).mtimeMs < newest) buildExtension(browser)
}

/** @throws with what WXT said when it cannot be built. */
export function buildExtension(browser: BrowserName): void {
  const wxt = join(ROOT, 'node_modules/wxt/bin/wxt.mjs')
  const args = [wxt, 'build', '-b', WXT_NAMES[browser], '--mv3']
  // Within a test it would be a build for tests, with the names of our files in it.
  const env = { ...process.env, NODE_ENV: 'production' }
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, env, encoding: 'utf8' })
  if (status !== 0) throw new Error(`The extension does not build:\n${stdout}${stderr}`)
}

function newestChange(path: string): number {
  const { mtimeMs } = statSync(path)
  if (!statSync(path).isDirectory()) return mtimeMs
  return Math.max(mtimeMs, ...readdirSync(path).map((name) => newestChange(join(path, name))))
}
