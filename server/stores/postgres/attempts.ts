import type { AttemptOutcome, SecretHash, SignInAttempt } from '../access-store.ts'
import type { Statements } from './database.ts'

/** Expired ones that another process is about to forget are left to it. */
const ADD = `
  with forgotten as (
    delete from sign_in_attempts where key_hash in (
      select key_hash from sign_in_attempts
      where expires_at <= $8 and key_hash <> $1 limit 100 for update skip locked
    )
  )
  insert into sign_in_attempts (key_hash, kind, secret_hash, person_id, details, expires_at, tries_left)
  values ($1, $2, $3, $4, $5, $6, $7)
  on conflict (key_hash) do update set
    kind = excluded.kind, secret_hash = excluded.secret_hash, person_id = excluded.person_id,
    details = excluded.details, expires_at = excluded.expires_at, tries_left = excluded.tries_left`

/** The row stays locked while it is decided what becomes of it, so whoever asks at the same time finds what is left of it. */
const USE = `
  with found as materialized (
    select *, secret_hash is not distinct from $3 as is_right from sign_in_attempts
    where key_hash = $1 and kind = $2 and expires_at > $4
    for update
  ), used as (
    delete from sign_in_attempts where key_hash = $1 and exists (select from found where is_right or tries_left <= 1)
  ), tried as (
    update sign_in_attempts set tries_left = tries_left - 1
    where key_hash = $1 and exists (select from found where not is_right and tries_left > 1)
  )
  select
    is_right as "isRight", key_hash as "keyHash", kind, secret_hash as "secretHash", person_id as "personId", details,
    expires_at as "expiresAt", tries_left as "triesLeft"
  from found`

/** `AccessStore.addAttempt`. */
export async function addAttempt(statements: Statements, attempt: SignInAttempt, now: string): Promise<void> {
  const { keyHash, kind, secretHash, personId, details, expiresAt, triesLeft } = attempt
  const known = [keyHash, kind, secretHash, personId, JSON.stringify(details)]
  await statements.query(ADD, [...known, expiresAt, triesLeft, now])
}

/** `AccessStore.useAttempt`. */
export async function useAttempt(
  statements: Statements,
  kind: SignInAttempt['kind'],
  { keyHash, secretHash, now }: { keyHash: SecretHash; secretHash: SecretHash | null; now: string },
): Promise<AttemptOutcome> {
  const values = [keyHash, kind, secretHash, now]
  const [found] = await statements.query<SignInAttempt & { isRight: boolean }>(USE, values)
  if (!found) return { kind: 'gone' }
  const { isRight, ...attempt } = found
  if (isRight) return { kind: 'right', attempt }
  return { kind: attempt.triesLeft > 1 ? 'wrong' : 'gone' }
}
