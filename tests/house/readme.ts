/** The words in backticks of the first cells of all tables, without what is not code there. */
export function firstCells(markdown: string): string[] {
  const rows = markdown.split('\n').filter((line) => line.startsWith('|'))
  const cells = rows.map((row) => row.split('|')[1] ?? '')
  return cells.flatMap((cell) => Array.from(cell.matchAll(/`([^`]+)`/g), ([, code = '']) => code))
}

/** Which of the names have no row of their own in any table. */
export function withoutRow(markdown: string, names: readonly string[]): string[] {
  const cells = new Set(firstCells(markdown))
  return names.filter((name) => !cells.has(name))
}

/** Rows whose first cell looks like one of these names and is none of them: what the code has lost. */
export function rowsOfNothing(markdown: string, names: readonly string[], pattern: RegExp): string[] {
  return firstCells(markdown).filter((cell) => pattern.test(cell) && !names.includes(cell))
}
