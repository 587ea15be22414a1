-- Ids, keys and times are compared byte by byte, as the server does it; times are ISO 8601 in UTC, kept as they came.

create table settings (
  only_row boolean primary key default true check (only_row),
  admin_token_hash text,
  -- Null for the values that come with the product.
  company_values jsonb
);
insert into settings default values;

create table people (
  id text collate "C" primary key,
  name text not null,
  email text not null,
  team text,
  role text not null check (role in ('member', 'admin')),
  handles jsonb not null,
  active boolean not null,
  created_at text collate "C" not null,
  -- Folded by the server, which compares them with what it folds in the same way.
  email_key text collate "C" not null constraint people_email_is_taken unique,
  name_key text collate "C" not null,
  search_text text collate "C" not null,
  search_words text collate "C" not null
);
-- A hash, because a folded name has no greatest length.
create index people_by_name on people using hash (name_key);

create table handles (
  key text collate "C" constraint handle_is_taken primary key,
  person_id text collate "C" not null references people
);
create index handles_by_person on handles (person_id);

create table invites (
  code_hash text collate "C" primary key,
  person_id text collate "C" not null references people,
  created_at text collate "C" not null,
  expires_at text collate "C" not null,
  used_at text collate "C"
);
create index invites_by_person on invites (person_id);
create index invites_by_end on invites (expires_at);

create table sessions (
  token_hash text collate "C" primary key,
  person_id text collate "C" not null references people,
  device text not null,
  created_at text collate "C" not null
);
create index sessions_by_person on sessions (person_id);

-- What every acceptance and delivery changes stands apart from the people: small rows, with room beside them for their
-- next versions, so that no index is touched.
create table feeds (
  person_id text collate "C" primary key references people,
  -- The position of the newest row.
  position bigint not null default 0 check (position >= 0),
  -- The run of the database in which the feed moved last: see current_run().
  run text collate "C" not null,
  -- Counts everything that concerns the person.
  hint bigint not null default 0
) with (fillfactor = 50);

-- How far a feed had got when a run of the database moved it for the last time.
create table past_runs (
  person_id text collate "C" not null references feeds,
  run text collate "C" not null,
  position bigint not null,
  primary key (person_id, run)
);

create table recognitions (
  id text collate "C" primary key,
  sender_id text collate "C" not null references feeds,
  recipients text[],
  message text,
  value_ids text[],
  visibility text check (visibility in ('private', 'public')),
  context jsonb,
  sent_at text collate "C" not null,
  deliver_at text collate "C" not null,
  delivered_at text collate "C",
  withdrawn_at text collate "C",
  -- Public, delivered, and a recipient agreed.
  is_published boolean not null default false,
  constraint words_or_tombstone check (
    num_nulls(recipients, message, value_ids, visibility) = case when withdrawn_at is null then 0 else 4 end
    and (withdrawn_at is null or context is null)
  )
);
create index recognitions_waiting on recognitions (deliver_at, id)
  where delivered_at is null and withdrawn_at is null;
create index recognitions_published on recognitions (delivered_at, id)
  where is_published;

-- One row of somebody's feed.
create table parties (
  person_id text collate "C" not null references feeds,
  position bigint not null check (position > 0),
  recognition_id text collate "C" not null references recognitions,
  role text not null check (role in ('sender', 'recipient')),
  -- The order in which the sender named them.
  nth smallint not null,
  read_at text collate "C",
  hidden_at text collate "C",
  publication text not null default 'ask' check (publication in ('ask', 'agreed', 'declined')),
  primary key (person_id, position),
  unique (recognition_id, person_id)
);

-- Names one course of events. It changes when the database is started (after a crash, a recovery to a point in time, a
-- failover, a data directory put back), when its tables are put back from a dump, and when they are filled anew.
create function current_run() returns text language sql stable as $$
  select encode(sha256(convert_to(concat_ws(
    ' ',
    extract(epoch from pg_postmaster_start_time()),
    (select oid from pg_database where datname = current_database()),
    pg_relation_filenode('feeds')
  ), 'UTF8')), 'hex')
$$;

-- A feed that moves in a new run keeps how far it had got in the last one, for the newest hundred of them.
create function remember_run() returns trigger language plpgsql as $$
begin
  insert into past_runs (person_id, run, position) values (old.person_id, old.run, old.position)
    on conflict (person_id, run) do update set position = excluded.position;
  delete from past_runs
    where person_id = old.person_id and position < (
      select position from past_runs
        where person_id = old.person_id order by position desc offset 99 limit 1
    );
  return new;
end
$$;
create trigger feeds_remember_run before update of run on feeds
  for each row when (old.run <> new.run) execute function remember_run();
