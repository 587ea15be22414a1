import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createTypedHours, type Hours } from '../../../extension/ui/typed-hours.ts'

const EVENINGS: Hours = { from: '18:00', to: '08:00', weekends: true }

let hours: Hours | null
let windowIsOpen: AbortController
const changes: Hours[] = []

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
  hours = EVENINGS
  changes.length = 0
  windowIsOpen = new AbortController()
})

afterEach(() => {
  windowIsOpen.abort()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const page = new EventTarget()

function open() {
  return createTypedHours(
    () => hours,
    (changed) => {
      hours = changed
      changes.push(changed)
    },
    windowIsOpen.signal,
  )
}

test('what is typed is one change, once it was left alone for a moment', () => {
  const { type, typed } = open()
  type({ from: '01:00' })
  vi.advanceTimersByTime(300)
  type({ from: '19:00' })
  expect(typed.value).toEqual({ from: '19:00' })
  vi.advanceTimersByTime(599)
  expect(changes).toEqual([])
  vi.advanceTimersByTime(1)
  expect(changes).toEqual([{ ...EVENINGS, from: '19:00' }])
  expect(typed.value).toEqual({})
})

test('a switch that is turned meanwhile stays turned, and takes what was typed along', () => {
  const { type, choose } = open()
  type({ from: '19:00' })
  choose({ weekends: false })
  expect(changes).toEqual([{ from: '19:00', to: '08:00', weekends: false }])
  vi.advanceTimersByTime(1000)
  expect(changes).toHaveLength(1)
})

test('what was typed goes onto the hours as they are by then', () => {
  open().type({ from: '19:00' })
  hours = { ...EVENINGS, weekends: false }
  vi.advanceTimersByTime(600)
  expect(changes).toEqual([{ from: '19:00', to: '08:00', weekends: false }])
})

test('closing the tab, or going elsewhere in it, keeps what was typed', () => {
  open().type({ from: '19:00' })
  page.dispatchEvent(new Event('pagehide'))
  expect(changes).toEqual([{ ...EVENINGS, from: '19:00' }])
  open().type({ to: '09:00' })
  windowIsOpen.abort()
  expect(changes.slice(1)).toEqual([{ from: '19:00', to: '09:00', weekends: true }])
})

test('turning quiet hours off ends what was typed', () => {
  open().type({ from: '19:00' })
  hours = null
  windowIsOpen.abort()
  vi.advanceTimersByTime(1000)
  expect(changes).toEqual([])
})
