import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { zipForStores } from './zip-for-stores.ts'

/** `npm run pack`: the zips for the stores, looked at by Mozilla's own linter, with their SHA-256. */
const ROOT = join(import.meta.dirname, '../..')
const OUT = '.output/stores'

/** A finding of the linter, as far as we say it. */
interface Finding {
  _type: 'error' | 'warning' | 'notice'
  code: string
  description: string
  file?: string
}

/** Notices too: a store's reviewer reads them. */
function lint(path: string): Finding[] {
  const linter = join(ROOT, 'node_modules/addons-linter/bin/addons-linter')
  const { stdout, stderr } = spawnSync(process.execPath, [linter, '--output', 'json', path], {
    encoding: 'utf8',
  })
  if (stdout === '') throw new Error(`The linter did not run:\n${stderr}`)
  const { errors, warnings, notices }: Record<'errors' | 'warnings' | 'notices', Finding[]> =
    JSON.parse(stdout)
  return [...errors, ...warnings, ...notices]
}

function tell(path: string): void {
  const digest = createHash('sha256').update(readFileSync(path)).digest('hex')
  console.log(`${digest}  ${basename(path)}`)
}

const zips = await zipForStores(ROOT, join(ROOT, OUT))
const findings = zips.filter((path) => path.includes('-firefox')).flatMap(lint)
for (const { _type, code, description, file } of findings)
  console.error(`${_type}: ${file ?? 'the zip'}: ${code}: ${description}`)
if (findings.length === 0) {
  console.log(`The linter found nothing. In ${OUT}:`)
  zips.forEach(tell)
} else process.exitCode = 1
