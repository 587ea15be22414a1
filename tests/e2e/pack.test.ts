import { spawnSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { strFromU8, unzipSync, type Unzipped } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { GECKO_ID } from '../../shared/extension-ids.ts'

const ROOT = join(import.meta.dirname, '../..')
const OUT = '.output/stores'
const TAKES_A_WHILE_MS = 120_000

/** Runs `npm run pack` there. @returns what it said and the zips by their kind. */
function pack(root: string): { said: string; zips: Record<Kind, Uint8Array> } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['extension/store/pack.ts'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: 'production' },
  })
  if (status !== 0) throw new Error(`It does not pack:\n${stdout}${stderr}`)
  const read = (kind: Kind) => {
    const name = readdirSync(join(root, OUT)).find((file) => file.endsWith(`-${kind}.zip`))
    return new Uint8Array(readFileSync(join(root, OUT, name ?? `no ${kind} zip`)))
  }
  return {
    said: stdout,
    zips: { chrome: read('chrome'), firefox: read('firefox'), sources: read('sources') },
  }
}

type Kind = 'chrome' | 'firefox' | 'sources'

function unpack(files: Unzipped, folder: string): void {
  for (const [path, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), bytes)
  }
}

function manifestIn(zip: Uint8Array): unknown {
  const manifest: unknown = JSON.parse(strFromU8(unzipSync(zip)['manifest.json'] ?? new Uint8Array()))
  return manifest
}

describe('npm run pack', () => {
  let packed: ReturnType<typeof pack>
  let folder: string

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'bright-spots-sources-'))
    packed = pack(ROOT)
  }, TAKES_A_WHILE_MS)
  afterAll(() => rmSync(folder, { recursive: true }))

  test('makes three zips with nothing for the linter to say, and their sums', () => {
    expect(
      packed.said.match(/^[\da-f]{64} {2}bright-spots-[\d.]+-(chrome|firefox|sources)\.zip$/gm),
    ).toHaveLength(3)
  })

  test(
    'makes, from the sources that Mozilla gets and without git, the same bytes again',
    { timeout: TAKES_A_WHILE_MS },
    () => {
      unpack(unzipSync(packed.zips.sources), folder)
      symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
      const again = pack(folder)
      for (const kind of ['chrome', 'firefox', 'sources'] as const)
        expect(Buffer.compare(again.zips[kind], packed.zips[kind]), kind).toBe(0)
    },
  )

  test('puts into the extension only what runs there', () => {
    const names = [packed.zips.chrome, packed.zips.firefox].flatMap((zip) => Object.keys(unzipSync(zip)))
    expect(
      names.filter(
        (name) => !/^(chunks|assets|corner|icon|texts|_locales)\/|^[\w-]+\.(js|css|html|json)$/.test(name),
      ),
    ).toEqual([])
    expect(names.filter((name) => /\.map$|test|\.tsx?$/.test(name))).toEqual([])
    const locales = names.flatMap((name) => /^_locales\/(\w+)\//.exec(name)?.[1] ?? [])
    expect(new Set(locales)).toEqual(new Set(readdirSync(join(ROOT, 'extension/public/_locales'))))
  })

  test('puts into the sources what the build needs, and no tests', () => {
    const names = Object.keys(unzipSync(packed.zips.sources))
    expect(names).toEqual(
      expect.arrayContaining(['README.md', 'package-lock.json', '.npmrc', 'wxt.config.ts']),
    )
    expect(names.filter((name) => /^(tests|server|node_modules|\.output)\//.test(name))).toEqual([])
  })

  test("leaves the id to Chrome's store and names it to Mozilla's", () => {
    expect(manifestIn(packed.zips.chrome)).not.toHaveProperty('key')
    expect(manifestIn(packed.zips.firefox)).toMatchObject({
      browser_specific_settings: {
        gecko: {
          id: GECKO_ID,
          strict_min_version: expect.any(String),
          data_collection_permissions: expect.any(Object),
        },
      },
    })
  })
})
