import { expect, test } from 'vitest'
import { hashSecret, isSameHash, newSecret } from '../../../server/identity/tokens.ts'

test('a secret has 256 random bits, in letters that survive a URL', () => {
  const secrets = Array.from({ length: 500 }, newSecret)
  expect(new Set(secrets).size).toBe(500)
  for (const secret of secrets) expect(secret).toMatch(/^[\w-]{43}$/)
  const ones = secrets.flatMap((secret) => [...Buffer.from(secret, 'base64url')])
  expect(ones).toHaveLength(500 * 32)
  expect(new Set(ones).size).toBe(256)
})

test('what is kept of it is its SHA-256, compared whole', () => {
  const hash = hashSecret('abc')
  expect(hash).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  expect(isSameHash(hash, hashSecret('abc'))).toBe(true)
  for (const other of ['abd', '', 'abc ']) expect(isSameHash(hash, hashSecret(other))).toBe(false)
})
