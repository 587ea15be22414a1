import { SingleBar } from 'cli-progress'
import type { WriteStream } from 'node:tty'
import { countWords, numberWords } from './wording.ts'

const PLAIN_LINE_EVERY_MS = 5_000
/** Rows between two looks at the clock. */
const STRIDE = 500

/** How far the moving of rows has got, for somebody who waits for it. */
export interface Progress {
  row(): void
  /** Ends it, also when not all went well. */
  end(): void
}

/** What is needed of stderr: in a terminal a bar can be drawn anew, anywhere else lines follow each other. */
export type Terminal = NodeJS.WritableStream & Partial<Pick<WriteStream, 'isTTY' | 'columns'>>

function rowsPerSecond(rows: number, since: number): string {
  const seconds = Math.max(performance.now() - since, 1) / 1000
  return `${numberWords(rows / seconds)} rows/s`
}

function openBar(terminal: Terminal, total: number | undefined): Progress {
  const began = performance.now()
  const known = '{bar} {percentage} %  {value} of {total} rows  {rate}'
  const bar = new SingleBar({
    stream: terminal,
    format: total === undefined ? '{value} rows  {rate}' : known,
    formatValue: (value, _options, type) => (type === 'percentage' ? String(value) : numberWords(value)),
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 30,
    hideCursor: true,
    // The signal is the command's: it has a store to close.
    gracefulExit: false,
  })
  let rows = 0
  const update = () => bar.update(rows, { rate: rowsPerSecond(rows, began) })
  bar.start(total ?? Infinity, 0, { rate: '' })
  return {
    row() {
      rows += 1
      if (rows % STRIDE === 0) update()
    },
    end() {
      update()
      bar.stop()
    },
  }
}

function openLines(terminal: Terminal): Progress {
  const began = performance.now()
  let rows = 0
  let saidAt = began
  return {
    row() {
      rows += 1
      if (rows % STRIDE !== 0 || performance.now() - saidAt < PLAIN_LINE_EVERY_MS) return
      saidAt = performance.now()
      terminal.write(`${countWords(rows, 'row', 'rows')} so far, ${rowsPerSecond(rows, began)}\n`)
    },
    end() {
      // What was done is said by whoever did it.
    },
  }
}

/** A bar in a terminal, a line every few seconds elsewhere. */
export function openProgress(terminal: Terminal, total?: number): Progress {
  return terminal.isTTY === true ? openBar(terminal, total) : openLines(terminal)
}
