import { open } from 'node:fs/promises'

/**
 * Loaded into a server before anything else (`--import`) it makes a mistake of it that a kill must show: the journal, alone
 * written from bytes, gets its lines some time after they were acknowledged.
 */
const LATE_MS = 50

const probe = await open(import.meta.filename)
const files: { writeFile: (this: object, content: unknown) => Promise<void> } = Object.getPrototypeOf(probe)
await probe.close()

const writeFile = files.writeFile
files.writeFile = async function writeLate(content) {
  const write = () => writeFile.call(this, content)
  if (!Buffer.isBuffer(content)) return write()
  setTimeout(() => void write(), LATE_MS)
}
