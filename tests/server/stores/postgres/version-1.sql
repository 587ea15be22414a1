-- Rows as version 0.1.0 wrote them. Ada sent two to Ben, who read the first and agreed to its publication; the second waits.
-- Ben is signed in, Cleo is invited, Dan is deactivated.
update settings set admin_token_hash = 'the hash', company_values = '[{"id": "kind", "name": "Kind"}]';

insert into people (id, name, email, team, role, handles, active, created_at, email_key, name_key, search_text, search_words) values
  ('p1', 'Ada', 'Ada@corp.example', 'Engines', 'admin',
    '[{"tool": "github", "origin": "https://github.com", "handle": "Ada"}]', true, '2026-11-02T08:00:00.000Z',
    'ada@corp.example', 'ada', 'ada ada@corp.example engines', ' ada ada corp example engines'),
  ('p2', 'Ben', 'ben@corp.example', null, 'member', '[]', true, '2026-11-02T08:00:00.000Z',
    'ben@corp.example', 'ben', 'ben ben@corp.example', ' ben ben corp example'),
  ('p3', 'Cleo', 'cleo@corp.example', null, 'member', '[]', true, '2026-11-02T08:00:00.000Z',
    'cleo@corp.example', 'cleo', 'cleo cleo@corp.example', ' cleo cleo corp example'),
  ('p4', 'Dan', 'dan@corp.example', null, 'member', '[]', false, '2026-11-02T08:00:00.000Z',
    'dan@corp.example', 'dan', 'dan dan@corp.example', ' dan dan corp example');

insert into handles (key, person_id) values (E'github\nhttps://github.com\nada', 'p1');

insert into invites (code_hash, person_id, created_at, expires_at, used_at) values
  ('c2', 'p2', '2026-11-02T08:00:00.000Z', '2026-11-09T08:00:00.000Z', '2026-11-02T08:30:00.000Z'),
  ('c3', 'p3', '2026-11-02T08:00:00.000Z', '2026-11-09T08:00:00.000Z', null);

insert into sessions (token_hash, person_id, device, created_at) values
  ('t1', 'p1', 'Firefox', '2026-11-02T08:20:00.000Z'),
  ('t2', 'p2', 'Chrome', '2026-11-02T08:30:00.000Z');

insert into feeds (person_id, position, run, hint) values
  ('p1', 3, 'a run', 3), ('p2', 3, 'a run', 3), ('p3', 0, 'a run', 0), ('p4', 0, 'a run', 1);

insert into recognitions (
  id, sender_id, recipients, message, value_ids, visibility, context, sent_at, deliver_at, delivered_at, is_published
) values
  ('r1', 'p1', '{p2}', 'Thank you', '{kind}', 'public', null,
    '2026-11-02T09:00:00.000Z', '2026-11-02T09:00:10.000Z', '2026-11-02T09:00:10.000Z', true),
  ('r2', 'p1', '{p2}', 'Thank you again', '{kind}', 'private', null,
    '2026-11-02T09:01:00.000Z', '2026-11-02T09:01:10.000Z', null, false);

insert into parties (person_id, position, recognition_id, role, nth, read_at, publication) values
  ('p1', 2, 'r1', 'sender', 0, null, 'ask'),
  ('p2', 3, 'r1', 'recipient', 1, '2026-11-02T09:02:00.000Z', 'agreed'),
  ('p1', 3, 'r2', 'sender', 0, null, 'ask');
