/** What the log may say of an error: its kind and where it came from. */
export interface Fault {
  name: string
  /** Of the system, e.g. ENOSPC. */
  code?: string
  /** The frames of its stack. */
  at: string[]
  cause?: Fault
}

/** The message stands before the frames, over as many lines as it likes, and may hold what a person wrote. */
function framesOf({ message, stack = '' }: Error): string[] {
  const end = message === '' ? 0 : stack.indexOf(message) + message.length
  return stack
    .slice(end)
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .map((line) => line.trim())
}

/** Describes an error, and the one that caused it, without the words in them. */
export function describeFault(error: unknown): Fault {
  if (!(error instanceof Error)) return { name: typeof error, at: [] }
  return {
    name: error.name,
    ...('code' in error && typeof error.code === 'string' ? { code: error.code } : {}),
    at: framesOf(error),
    ...(error.cause instanceof Error ? { cause: describeFault(error.cause) } : {}),
  }
}
