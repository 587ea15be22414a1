import { availableParallelism } from 'node:os'

/** How much longer than usual the long tests are to go on: `ROUNDS=10 npm test`. */
export const ROUNDS = Math.max(1, Number(process.env['ROUNDS'] ?? 1))

/** Does it for each of them, some at a time: a part of the time is waiting. */
export async function inParallel<Item>(
  items: readonly Item[],
  act: (item: Item) => Promise<void>,
): Promise<void> {
  const waiting = items.values()
  async function work(): Promise<void> {
    for (const item of waiting) await act(item)
  }
  await Promise.all(Array.from({ length: availableParallelism() + 1 }, work))
}
