import type { DestinationStream, Logger } from 'pino'
import { pino } from 'pino'

/** From the quietest but one to the loudest; `silent` says nothing at all. */
export const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

/**
 * What the server says of itself while it runs. Never of people: no names, addresses, ids, words, tokens or codes, and no
 * message of an error, which may hold any of them.
 */
export type Log = Pick<Logger, 'fatal' | 'error' | 'warn' | 'info' | 'debug'>

/** Written before the call returns: the last words before a crash are the ones that count. */
const stderr = () => pino.destination({ dest: 2, sync: true })

/** A log of JSON lines. Stdout is not touched: it has the address of the server, and the admin token once. */
export function openLog(level: LogLevel, destination: DestinationStream = stderr()): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (name) => ({ level: name }) },
    },
    destination,
  )
}
