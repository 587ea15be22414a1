import type { Context, Env, MiddlewareHandler } from 'hono'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { Problem } from '../../shared/problem.ts'
import type { AdminEnv, PersonEnv } from '../identity/callers.ts'
import type { Services } from '../services.ts'
import { addressOf } from './address.ts'

interface Quota {
  /** Its name in the RateLimit headers. */
  name: string
  requests: number
  seconds: number
}

const SIGN_IN: Quota = { name: 'sign-in', requests: 10, seconds: 60 }
/** Codes by e-mail that one address asks for, for whomever: a company may share one. */
const ASKING_FOR_CODES: Quota = { name: 'asking-for-codes', requests: 20, seconds: 60 }
/** Codes for one e-mail address, whoever asks for them. */
const CODES: Quota = { name: 'codes', requests: 5, seconds: 600 }
/** Ways to the organisation's own sign-in and back, from one address: a company may share one. */
const VISITS: Quota = { name: 'visits', requests: 120, seconds: 60 }
const SENDING: Quota = { name: 'sending', requests: 60, seconds: 60 }
/** Counted apart from sending: whoever sent the last one that they may must still be able to take it back. */
const TAKING_BACK: Quota = { name: 'taking-back', requests: 60, seconds: 60 }
/** What recipients answer and report, and colleagues' 'me too'. */
const ANSWERING: Quota = { name: 'answering', requests: 60, seconds: 60 }
/** What is learned of handles: a popup tells one for each person on a page. */
const LEARNING: Quota = { name: 'learning', requests: 60, seconds: 60 }
/** People who are not in the directory yet: each may be sent an e-mail. */
const ADDING: Quota = { name: 'adding', requests: 20, seconds: 3600 }
/** All the data of a person in one answer. */
const EXPORTING: Quota = { name: 'exporting', requests: 10, seconds: 3600 }
const LEAVING: Quota = { name: 'leaving', requests: 10, seconds: 60 }
/** By an admin: slow enough to stop a script that erases the wrong people. */
const ERASING: Quota = { name: 'erasing', requests: 60, seconds: 60 }
/** Calls of one person or with one admin token, whatever they ask: Entra ID alone sends 25 a second. */
const CALLS: Quota = { name: 'calls', requests: 3000, seconds: 60 }
/** Calls with no token that is known, from one address: a company may share one, and its tokens may end all at once. */
const UNKNOWN_CALLS: Quota = { name: 'unknown-calls', requests: 600, seconds: 60 }

async function take(
  limiter: RateLimiterMemory,
  key: string,
): Promise<{ isAllowed: boolean; state: RateLimiterRes }> {
  try {
    return { isAllowed: true, state: await limiter.consume(key) }
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    return { isAllowed: false, state: refusal }
  }
}

type Spend = (c: Context, key: string) => Promise<void>

/** Counts by key, tells the caller what is left, and refuses what is too much. */
function spendFrom(limiter: RateLimiterMemory, { name, requests, seconds }: Quota): Spend {
  return async (c, key) => {
    const { isAllowed, state } = await take(limiter, key)
    const wait = Math.ceil(state.msBeforeNext / 1000)
    c.header('RateLimit-Policy', `"${name}";q=${requests};w=${seconds}`)
    c.header('RateLimit', `"${name}";r=${state.remainingPoints};t=${wait}`)
    if (isAllowed) return
    c.header('Retry-After', String(wait))
    throw new Problem('too_many_requests')
  }
}

function limiterOf({ requests, seconds }: Quota): RateLimiterMemory {
  return new RateLimiterMemory({ points: requests, duration: seconds })
}

/** Counts requests by key. */
function limit<E extends Env>(quota: Quota, keyOf: (c: Context<E>) => string): MiddlewareHandler<E> {
  const spend = spendFrom(limiterOf(quota), quota)
  return async (c, next) => {
    await spend(c, keyOf(c))
    await next()
  }
}

const unlimited: MiddlewareHandler = (_c, next) => next()

declare module 'hono' {
  interface ContextVariableMap {
    /** Counts a call once it is known whose it is, and refuses what is too much. */
    countCall: ((caller: string) => Promise<void>) | undefined
  }
}

/**
 * Lets `countCall` count calls by caller, and counts those that nobody was known to make by address, when they have been refused: who
 * shares the address with a guesser, and has a token, is served all the same.
 */
export function limitCalls({ config }: Services): MiddlewareHandler {
  if (!config.isLimited) return unlimited
  const spend = spendFrom(limiterOf(CALLS), CALLS)
  const spendUnknown = spendFrom(limiterOf(UNKNOWN_CALLS), UNKNOWN_CALLS)
  return async (c, next) => {
    c.set('countCall', (caller) => spend(c, caller))
    await next()
    if (c.get('problem')?.code !== 'signed_out') return
    await spendUnknown(c, addressOf(c, config.trustedProxies))
  }
}

/**
 * Attempts to sign in, per address: a guesser is slow, a person never notices. One that succeeds is not counted, so that a company
 * behind one address does not lock itself out.
 */
export function limitSignIn({ config }: Services): MiddlewareHandler {
  if (!config.isLimited) return unlimited
  const limiter = limiterOf(SIGN_IN)
  const spend = spendFrom(limiter, SIGN_IN)
  return async (c, next) => {
    const key = addressOf(c, config.trustedProxies)
    await spend(c, key)
    await next()
    if (c.res.ok) await limiter.reward(key)
  }
}

/** Codes that are asked for, per address that asks. */
export function limitAskingForCodes({ config }: Services): MiddlewareHandler {
  return config.isLimited ? limit(ASKING_FOR_CODES, (c) => addressOf(c, config.trustedProxies)) : unlimited
}

/** Codes per e-mail address, known or not: nobody's inbox is flooded, and few codes can be guessed at. */
export function limitCodes({ config }: Services): Spend {
  if (!config.isLimited) return () => Promise.resolve()
  const spend = spendFrom(limiterOf(CODES), CODES)
  return (c, email) => spend(c, email.toLowerCase())
}

/** Visits to the OpenID provider, per address. */
export function limitVisits({ config }: Services): MiddlewareHandler {
  return config.isLimited ? limit(VISITS, (c) => addressOf(c, config.trustedProxies)) : unlimited
}

function limitPerson(quota: Quota, { config }: Services): MiddlewareHandler<PersonEnv> {
  return config.isLimited ? limit<PersonEnv>(quota, (c) => c.get('session').person.id) : unlimited
}

/** Bright spots sent, per person. */
export function limitSending(services: Services): MiddlewareHandler<PersonEnv> {
  return limitPerson(SENDING, services)
}

/** Bright spots taken back, per person: each may leave a tombstone. */
export function limitTakingBack(services: Services): MiddlewareHandler<PersonEnv> {
  return limitPerson(TAKING_BACK, services)
}

/** What a person says of bright spots that they received or were shown. */
export function limitAnswering(services: Services): MiddlewareHandler<PersonEnv> {
  return limitPerson(ANSWERING, services)
}

/** What a person says of others' handles. */
export function limitLearning(services: Services): MiddlewareHandler<PersonEnv> {
  return limitPerson(LEARNING, services)
}

/** People whom a person adds by e-mail address. */
export function limitAdding(services: Services): MiddlewareHandler<PersonEnv> {
  return limitPerson(ADDING, services)
}

/** How often a person takes all their data. */
export function limitExporting(services: Services): MiddlewareHandler<PersonEnv> {
  return limitPerson(EXPORTING, services)
}

export function limitLeaving(services: Services): MiddlewareHandler<PersonEnv> {
  return limitPerson(LEAVING, services)
}

/** People erased, per admin. */
export function limitErasing({ config }: Services): MiddlewareHandler<AdminEnv> {
  return config.isLimited
    ? limit<AdminEnv>(ERASING, (c) => c.get('actor').id ?? c.get('actor').kind)
    : unlimited
}
