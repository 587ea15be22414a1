import { auth } from './auth.ts'
import type { Benchmark } from './benchmark.ts'
import { grow } from './grow.ts'
import { latency } from './latency.ts'
import { page } from './page.ts'
import { popup } from './popup.ts'
import { read } from './read.ts'
import { send } from './send.ts'
import { write } from './write.ts'

export const BENCHMARKS: readonly Benchmark[] = [popup, page, send, latency, write, read, grow, auth]
