import { defineConfig } from 'vitest/config'
import { WxtVitest } from 'wxt/testing/vitest-plugin'

/** Tests on a real PostgreSQL, which is started once for all of them. */
const ON_POSTGRES = 'tests/server/**/*postgres{,/*}.test.ts'

/** Tests that kill processes and cut the power. */
const DURABILITY = 'tests/server/durability/**/*.test.ts'

/**
 * Vitest would leave one processor idle, which is half of a small machine. Processes, browsers and disks are waited for much of
 * the time, so one more runs than such a machine has processors.
 */
const WORKERS = 3

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [WxtVitest()],
        define: { TEXTS_VERSION: '"of the tests"' },
        test: {
          name: 'unit',
          include: ['tests/*.test.ts', 'tests/{shared,server,extension,contracts,bench}/**/*.test.{ts,tsx}'],
          exclude: [ON_POSTGRES, DURABILITY],
          maxWorkers: WORKERS,
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'postgres',
          include: [ON_POSTGRES],
          globalSetup: ['tests/server/stores/postgres/setup.ts'],
          maxWorkers: WORKERS,
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'durability',
          include: [DURABILITY],
          exclude: [ON_POSTGRES],
          sequence: { groupOrder: 1 },
          maxWorkers: WORKERS,
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: ['tests/e2e/setup.ts'],
          // Beside what kills processes, and apart from what computes.
          sequence: { groupOrder: 1 },
          maxWorkers: WORKERS,
          // Real browsers on busy machines: the report says which tests needed a second try.
          retry: 1,
          testTimeout: 60_000,
          hookTimeout: 90_000,
        },
      },
    ],
  },
})
