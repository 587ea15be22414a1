import { zip, type Logger } from 'wxt'

/** WXT lists every file; what counts is what goes wrong. */
const QUIET: Logger = {
  level: 0,
  debug() {},
  log() {},
  info() {},
  success() {},
  warn: console.warn,
  error: console.error,
  fatal: console.error,
}

/** What the archive of sources holds: all that the build reads, and the README that says how to build. */
const SOURCES = [
  'extension/**/*',
  'shared/**/*',
  '{package,package-lock,tsconfig}.json',
  'wxt.config.ts',
  '.npmrc',
  'README.md',
  'LICENSE',
]

/**
 * Builds and zips the extension for the stores: one for Chrome and Edge, one for Firefox, and the sources of both.
 * The same sources give the same bytes: names are sorted, and the zips know no times.
 * @param outDir the folder for the zips, within `root` or elsewhere.
 * @returns the paths of the three zips.
 */
export async function zipForStores(root: string, outDir: string): Promise<string[]> {
  const zips: string[] = []
  for (const browser of ['chrome', 'firefox'])
    zips.push(
      ...(await zip({
        root,
        outDir,
        browser,
        mode: 'production',
        logger: QUIET,
        zip: { includeSources: SOURCES },
        hooks: { 'build:manifestGenerated': (_wxt, manifest) => dropKey(manifest) },
      })),
    )
  return zips
}

/** Chrome's store and Edge's refuse a manifest with a key: they give the extension its id themselves. */
function dropKey(manifest: { key?: string | undefined }): void {
  delete manifest.key
}
