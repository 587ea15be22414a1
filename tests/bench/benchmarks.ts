import type { Benchmark } from './benchmark.ts'
import { latency } from './latency.ts'
import { page } from './page.ts'
import { popup } from './popup.ts'
import { send } from './send.ts'

export const BENCHMARKS: readonly Benchmark[] = [popup, page, send, latency]
