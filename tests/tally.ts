/** The parts of vitest's JSON report that count. */
export interface Report {
  numPassedTests: number
  numFailedTests: number
  testResults: { status: string; assertionResults: { status: string }[] }[]
}

export interface Tally {
  passed: number
  failed: number
}

/**
 * Counts a run. A file that could not be loaded, or whose set-up broke, counts as one failure, and so does a run that ended
 * badly without any failure to show for it.
 */
export function tally(exitCode: number | null, report: Report | null): Tally {
  if (!report) return { passed: 0, failed: 1 }
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((result) => result.status !== 'failed'),
  )
  const failed = report.numFailedTests + brokenFiles.length
  return { passed: report.numPassedTests, failed: failed === 0 && exitCode !== 0 ? 1 : failed }
}
