import { runCommandLine } from './moving/command-line.ts'
import { Refusal } from './moving/refusal.ts'

/** What hangs when it is told to stop (a database that does not answer) would hang for ever. */
const STOP_DEADLINE_MS = 5_000

/** Aborts when somebody has had enough: what is under way is left as if it had not begun. */
function onStopSignal(): AbortSignal {
  const stopping = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.on(name, () => {
      stopping.abort(new Refusal('Stopped before the end: nothing was kept'))
      setTimeout(() => process.exit(1), STOP_DEADLINE_MS).unref()
    })
  return stopping.signal
}

process.exitCode = await runCommandLine(process.argv.slice(2), {
  say: console.log,
  terminal: process.stderr,
  signal: onStopSignal(),
})
