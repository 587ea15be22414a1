/** What many rounds say together: the middle one, and where the middle half of them lies. */
export interface Sample {
  value: number
  low: number
  high: number
  rounds: number
}

/** The value below which that part of the others lies, from 0 to 1, as R and NumPy reckon it. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const place = (sorted.length - 1) * part
  const below = sorted[Math.floor(place)] ?? Number.NaN
  const above = sorted[Math.ceil(place)] ?? Number.NaN
  return below + (above - below) * (place - Math.floor(place))
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** @param part which quantile stands for all: the median unless another is asked for. */
export function sampleOf(values: readonly number[], part = 0.5): Sample {
  return {
    value: quantile(values, part),
    low: quantile(values, 0.25),
    high: quantile(values, 0.75),
    rounds: values.length,
  }
}

/** A figure that was measured once, or counted. */
export function single(value: number): Sample {
  return { value, low: value, high: value, rounds: 1 }
}

/**
 * Several ways to do a thing, each in its turn: A B A B, so that a slow minute of the machine falls on all of them. A first
 * round warms up and does not count.
 */
export async function alternate<W extends Record<string, () => Promise<unknown>>>(
  rounds: number,
  ways: W,
): Promise<{ [K in keyof W]: Awaited<ReturnType<W[K]>>[] }> {
  const measured = new Map<string, unknown[]>(Object.keys(ways).map((name) => [name, []]))
  for (let round = 0; round <= rounds; round++)
    for (const [name, way] of Object.entries(ways)) {
      const result = await way()
      if (round > 0) measured.get(name)?.push(result)
    }
  // What was measured under a name came from the way of that name.
  return Object.fromEntries(measured) as { [K in keyof W]: Awaited<ReturnType<W[K]>>[] }
}
