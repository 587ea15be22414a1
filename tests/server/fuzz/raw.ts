import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

export interface RawAnswer {
  status: number
  headers: Headers
  text: string
}

/** Long enough for a server on a busy machine to answer, and to close. */
const WAIT_MS = 10_000

type Write = (bytes: string | Buffer) => Promise<void>

/** What comes back until the server closes, or after a while. */
async function talk(port: number, speak: (write: Write) => Promise<void>): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  const { promise, resolve } = Promise.withResolvers<void>()
  const heard: Buffer[] = []
  socket.on('data', (bytes) => heard.push(bytes))
  // A server that has refused may reset what is still being sent.
  socket.on('error', () => resolve())
  socket.on('close', () => resolve())
  await speak(async (bytes) => {
    if (socket.writable && !socket.write(bytes))
      await Promise.race([new Promise((drained) => socket.once('drain', drained)), promise])
  })
  await Promise.race([promise, sleep(WAIT_MS, undefined, { ref: false })])
  socket.destroy()
  return Buffer.concat(heard).toString()
}

function readHead(head: string): Pick<RawAnswer, 'status' | 'headers'> {
  const [first = '', ...lines] = head.split('\r\n')
  const headers = new Headers(
    lines.map((line): [string, string] => [line.split(':')[0] ?? '', line.replace(/^[^:]*:/, '').trim()]),
  )
  return { status: Number(first.split(' ')[1]), headers }
}

/** Answers that stand one behind the other, each of a known length; of those in chunks the last one's text is left as it came. */
function readAnswers(text: string): RawAnswer[] {
  const answers: RawAnswer[] = []
  for (let rest = text; rest.startsWith('HTTP/1.');) {
    const end = rest.indexOf('\r\n\r\n')
    if (end < 0) break
    const head = readHead(rest.slice(0, end))
    const length = Number(head.headers.get('content-length') ?? rest.length)
    answers.push({ ...head, text: rest.slice(end + 4, end + 4 + length) })
    rest = rest.slice(end + 4 + length)
  }
  return answers
}

/** What is said: bytes as they are, or so many milliseconds of silence. */
type Said = string | Buffer | number

/** Speaks to a server as no client does. @returns all that it answered over that connection. */
export async function speakTo(port: number, ...said: readonly Said[]): Promise<RawAnswer[]> {
  const text = await talk(port, async (write) => {
    for (const each of said) await (typeof each === 'number' ? sleep(each) : write(each))
  })
  return readAnswers(text)
}
