/** What a child process printed, one JSON line each. A kill may have torn the last one. */
export function readLines<Line>(output: string): Line[] {
  return (output.match(/[^\n]*\n/g) ?? []).map((line): Line => JSON.parse(line))
}
