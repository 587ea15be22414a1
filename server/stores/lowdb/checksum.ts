import { crc32 } from 'node:zlib'

/** CRC-32 of text in UTF-8, as eight hex digits. */
export function checksum(text: string | Buffer): string {
  return crc32(text).toString(16).padStart(8, '0')
}
