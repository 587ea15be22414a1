import { expect, test, vi } from 'vitest'
import { afterAnswer } from '../../../server/identity/after-answer.ts'
import { keptLog } from '../mail/mail-server.ts'

test('what follows an answer waits for all that runs before the next turn', async () => {
  const order: string[] = []
  afterAnswer(keptLog().log, async () => void order.push('after'))
  for (let turn = 0; turn < 1000; turn += 1) await Promise.resolve()
  order.push('answer')
  await new Promise((resolve) => setImmediate(resolve))
  expect(order).toEqual(['answer', 'after'])
})

test('what follows an answer and fails is told to the log, without its words', async () => {
  const { log, lines } = keptLog()
  afterAnswer(log, () => Promise.reject(new Error('secret words')))
  await vi.waitFor(() => expect(lines).toHaveLength(1))
  expect(lines[0]).toContain('Something that was to follow an answer failed')
  expect(lines[0]).not.toContain('secret words')
})
