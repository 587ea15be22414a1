import { expect, test } from 'vitest'
import { MICROTASKS, scriptTime, type TraceEvent } from './page-trace.ts'

const LAUNCHER = 'chrome-extension://abc/launcher.js'
const event = (ts: number, dur: number, url = LAUNCHER, more: Partial<TraceEvent> = {}): TraceEvent => ({
  name: 'FunctionCall',
  ph: 'X',
  ts,
  dur,
  pid: 1,
  tid: 1,
  args: { data: { url } },
  ...more,
})

test.each([
  ['its evaluation and its calls', [event(0, 500), event(900, 250)], 0.75],
  ['what runs inside of another once', [event(100, 50), event(0, 500), event(500, 100)], 0.6],
  ['the same time on two threads twice', [event(0, 500), event(0, 500, LAUNCHER, { tid: 2 })], 1],
  ['what the machine gave it', [event(0, 500, LAUNCHER, { tdur: 200 })], 0.2],
  ['nothing of other scripts', [event(0, 500, 'https://wiki.corp.example/site.js')], 0],
  ['nothing of marks without a length', [event(0, 500, LAUNCHER, { ph: 'I' })], 0],
])('the time of a script is %s', (_, traceEvents, expected) => {
  expect(scriptTime({ traceEvents }, '/launcher.js')).toBeCloseTo(expected)
})

test('what else is its work counts on its own thread alone', () => {
  const microtasks = (ts: number, tid: number) => event(ts, 300, '', { name: MICROTASKS, tid })
  const traceEvents = [event(0, 500), microtasks(100, 1), microtasks(600, 1), microtasks(600, 2)]
  expect(scriptTime({ traceEvents }, '/launcher.js', MICROTASKS)).toBeCloseTo(0.8)
})
