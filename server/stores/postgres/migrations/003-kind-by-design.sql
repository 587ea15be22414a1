-- What people prefer, and whose sending a moderator has suspended.
alter table people
  add column preferences jsonb not null
    default '{"share": "ask", "receives": true, "muted": [], "snoozedUntil": null, "quietHours": null}',
  add column suspended_at text collate "C";

-- What a recipient answered.
alter table parties add column answer jsonb;

-- Who said 'me too', and what moderators have of one that was reported: `MeToo` and `Moderation` in rows.ts.
alter table recognitions
  add column me_too jsonb not null default '[]',
  add column moderation jsonb;
create index recognitions_me_too on recognitions using gin (me_too jsonb_path_ops)
  where me_too <> '[]';
create index recognitions_open_cases on recognitions ((moderation #>> '{reports,0,at}') collate "C", id)
  where moderation is not null and moderation ->> 'decidedAt' is null;
create index recognitions_decided_cases on recognitions ((moderation ->> 'decidedAt') collate "C", id)
  where moderation ->> 'decidedAt' is not null;

-- For what somebody has sent lately.
create index recognitions_by_sender on recognitions (sender_id, sent_at);

alter table settings add column limits jsonb not null
  default '{"perMinute": 10, "perDay": 50, "perPairPerWeek": 10, "newcomers": {"days": 7, "perDay": 20}}';
