import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BROWSER_NAMES } from './e2e/browser-under-test.ts'
import { buildExtension } from './e2e/extension-build.ts'
import { tally, type Report, type Tally } from './tally.ts'

/** `npm test`: builds the extension, runs every test, and ends with a line that counts them. More arguments go to vitest. */
const ROOT = join(import.meta.dirname, '..')
const VITEST = join(ROOT, 'node_modules/vitest/vitest.mjs')

function main(): Tally {
  const folder = mkdtempSync(join(tmpdir(), 'bright-spots-tests-'))
  try {
    for (const browser of BROWSER_NAMES) {
      console.log(`Building the extension for ${browser}`)
      buildExtension(browser)
    }
    const report = join(folder, 'report.json')
    return tally(runVitest(report), readReport(report))
  } catch (fault) {
    console.error(fault instanceof Error ? fault.message : fault)
    return { passed: 0, failed: 1 }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** @returns vitest's exit code, null when it was killed. */
function runVitest(report: string): number | null {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const args = [VITEST, 'run', '--config', 'tests/vitest.config.ts', ...reporters, ...process.argv.slice(2)]
  return spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit' }).status
}

function readReport(path: string): Report | null {
  try {
    const report: Report = JSON.parse(readFileSync(path, 'utf8'))
    return report
  } catch {
    return null
  }
}

const { passed, failed } = main()
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
