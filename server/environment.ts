import { isIP } from 'node:net'
import { CannotStart } from './cannot-start.ts'

/** The variables that settings are read from. Only `config.ts` knows those of the process. */
export type Environment = Readonly<Record<string, string | undefined>>

interface Range {
  fallback: number
  min?: number
  max: number
}

export function wholeNumber(
  environment: Environment,
  name: string,
  { fallback, min = 0, max }: Range,
): number {
  const text = environment[name] || String(fallback)
  if (!/^\d{1,5}$/.test(text) || Number(text) > max || Number(text) < min)
    throw new CannotStart(`${name} must be a whole number from ${min} to ${max}`)
  return Number(text)
}

export function onOrOff(environment: Environment, name: string, fallback: boolean): boolean {
  const text = environment[name]
  if (!text) return fallback
  if (text !== 'on' && text !== 'off') throw new CannotStart(`${name} must be on or off`)
  return text === 'on'
}

/** The entries of a setting that takes several, separated by commas or spaces. */
export function list(text: string | undefined): string[] {
  return (text ?? '').split(/[\s,]+/).filter((entry) => entry !== '')
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}

/** An address of the web without credentials, query and fragment: https, or http on this machine. */
export function webAddress(name: string, text: string, example: string): URL {
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash || url.username)
    throw new CannotStart(`${name} must be an http or https address, e.g. ${example}`)
  if (url.protocol === 'http:' && !isLoopback(url.hostname.replace(/^\[|\]$/g, '')))
    throw new CannotStart(`${name} must be https unless its host is loopback (127.0.0.1, ::1 or localhost)`)
  return url
}
