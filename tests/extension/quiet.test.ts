import { describe, expect, test } from 'vitest'
import { endOfSnooze, isQuiet, isSnoozed, NO_END } from '../../extension/quiet.ts'

/** A time by the clock on the wall: 23 November 2026 is a Monday. */
const at = (day: number, time: string) => new Date(`2026-11-${day}T${time}:00`)
const [FRIDAY, SATURDAY, SUNDAY, MONDAY] = [20, 21, 22, 23]

const hours = (from: string, to: string, weekends = false) => ({
  snoozedUntil: null,
  quietHours: { from, to, weekends },
})

describe('quiet hours', () => {
  test.each([
    ['17:59', false],
    ['18:00', true],
    ['23:59', true],
    ['00:00', true],
    ['07:59', true],
    ['08:00', false],
    ['12:00', false],
  ])('from 18:00 to 08:00 span midnight: %s', (time, expected) => {
    expect(isQuiet(hours('18:00', '08:00'), at(MONDAY, time))).toBe(expected)
  })

  test.each([
    ['11:59', false],
    ['12:00', true],
    ['12:59', true],
    ['13:00', false],
  ])('from 12:00 to 13:00 do not: %s', (time, expected) => {
    expect(isQuiet(hours('12:00', '13:00'), at(MONDAY, time))).toBe(expected)
  })

  test('take in whole weekends if they say so, until the hours of Monday end', () => {
    const [without, withThem] = [hours('18:00', '08:00'), hours('18:00', '08:00', true)]
    for (const day of [SATURDAY, SUNDAY]) {
      expect(isQuiet(without, at(day, '12:00'))).toBe(false)
      expect(isQuiet(withThem, at(day, '12:00'))).toBe(true)
    }
    expect(isQuiet(withThem, at(FRIDAY, '12:00'))).toBe(false)
    expect(isQuiet(withThem, at(MONDAY, '07:59'))).toBe(true)
    expect(isQuiet(withThem, at(MONDAY, '08:00'))).toBe(false)
  })

  test('that begin and end at once are quiet weekends alone', () => {
    expect(isQuiet(hours('08:00', '08:00', true), at(MONDAY, '08:00'))).toBe(false)
    expect(isQuiet(hours('08:00', '08:00', true), at(SUNDAY, '08:00'))).toBe(true)
  })
})

describe('a snooze', () => {
  const until = (snoozedUntil: string | null) => ({ snoozedUntil, quietHours: null })

  test('lasts until its end and no longer', () => {
    const end = at(MONDAY, '12:00')
    expect(isQuiet(until(null), end)).toBe(false)
    expect(isQuiet(until(end.toISOString()), at(MONDAY, '11:59'))).toBe(true)
    expect(isQuiet(until(end.toISOString()), end)).toBe(false)
  })

  test.each([
    ['12:00', MONDAY + 1],
    ['23:59', MONDAY + 1],
    ['05:00', MONDAY + 1],
    ['02:00', MONDAY],
  ])('until tomorrow morning, as one says it at %s', (time, day) => {
    expect(endOfSnooze('morning', at(MONDAY, time))).toBe(at(day, '08:00').toISOString())
  })

  test('for a week ends at the same time of the day', () => {
    expect(endOfSnooze('week', at(MONDAY, '09:30'))).toBe(at(MONDAY + 7, '09:30').toISOString())
  })

  test('without an end lasts beyond everybody', () => {
    expect(endOfSnooze('open', at(MONDAY, '12:00'))).toBe(NO_END)
    expect(isSnoozed(until(NO_END), new Date('2999-01-01'))).toBe(true)
  })
})
