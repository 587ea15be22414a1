-- What a directory knows, and who was erased. Keys are folded by the server; an erased person has none, so what was theirs is free.
alter table people
  add column user_name text,
  add column external_id text,
  -- People of one import may name each other in any order.
  add column manager_id text collate "C" constraint manager_is_known references people deferrable initially deferred,
  add column pending boolean not null default false,
  add column erased_at text collate "C",
  add column user_name_key text collate "C" constraint people_user_name_is_taken unique,
  add column external_id_key text collate "C",
  alter column email_key drop not null;
-- A hash, because a directory gives ids of any length.
create index people_by_external_id on people using hash (external_id_key);
create index people_by_manager on people (manager_id);

-- Who people are to OpenID providers.
create table identities (
  issuer text collate "C" not null,
  subject text collate "C" not null,
  person_id text collate "C" not null references people,
  primary key (issuer, subject),
  unique (person_id, issuer)
);

alter table sessions
  add column id text collate "C" not null default gen_random_uuid()::text,
  add column granted_by text not null default 'invite' check (granted_by in ('invite', 'email', 'oidc')),
  add column last_used_at text collate "C";
update sessions set last_used_at = created_at;
alter table sessions
  alter column id drop default,
  alter column granted_by drop default,
  alter column last_used_at set not null,
  add constraint session_id_is_taken unique (id);
create index sessions_by_last_use on sessions (last_used_at);
create index sessions_by_opening on sessions (created_at);

-- Sign-ins that were begun. They refer to nobody, so that one of an unknown address takes as long as any other.
create table sign_in_attempts (
  key_hash text collate "C" primary key,
  kind text not null check (kind in ('email', 'oidc_visit', 'oidc_code')),
  secret_hash text collate "C",
  person_id text collate "C",
  details jsonb not null,
  expires_at text collate "C" not null,
  tries_left int not null
);
create index sign_in_attempts_by_end on sign_in_attempts (expires_at);
create index sign_in_attempts_by_person on sign_in_attempts (person_id);

-- What colleagues said of whose a handle is, and what was refused: that is kept, as nobody's word in particular.
create table handle_claims (
  id text collate "C" primary key,
  key text collate "C" not null,
  handle jsonb not null,
  person_id text collate "C" not null references people,
  claimed_by text collate "C" not null references people,
  created_at text collate "C" not null,
  refused boolean not null default false
);
create unique index handle_claims_by_key on handle_claims (key, claimed_by) where not refused;
create unique index handle_claims_refused on handle_claims (key, person_id) where refused;
create index handle_claims_by_person on handle_claims (person_id, key, id);
create index handle_claims_by_claimer on handle_claims (claimed_by);

create table admin_tokens (
  id text collate "C" primary key,
  token_hash text collate "C" not null unique,
  name text not null,
  scopes text[] not null,
  created_at text collate "C" not null,
  expires_at text collate "C" not null,
  last_used_at text collate "C"
);

create table audit_log (
  id text collate "C" primary key,
  at text collate "C" not null,
  action text not null,
  actor_kind text not null,
  actor_id text collate "C",
  target_kind text,
  target_id text collate "C",
  address text,
  request_id text,
  details jsonb not null,
  constraint target_of_some_kind check (target_id is null or target_kind is not null)
);
create index audit_log_by_time on audit_log (at);
create index audit_log_by_actor on audit_log (actor_id, id) where actor_kind = 'person';
create index audit_log_by_target on audit_log (target_id, id) where target_kind = 'person';

-- What is in it may be forgotten when its time is over, but nobody changes it.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'The audit log is append-only';
end
$$;
create trigger audit_log_is_append_only before update or truncate on audit_log
  for each statement execute function refuse_change();

alter table settings
  add column customer_teams jsonb not null default '[]',
  -- Days; null for ever.
  add column retention jsonb not null default '{"recognitions": null, "audit": null}';

-- For what is forgotten when its time is over.
create index recognitions_by_sending on recognitions (sent_at, id)
  where delivered_at is not null and withdrawn_at is null;
