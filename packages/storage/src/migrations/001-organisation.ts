/** Everything of the organisation: people, apps, jobs, flow state, files, logs. Schema `tangram`. */
export const organisation = `
create table tangram.setting (
  name text primary key,
  value jsonb not null
);

create table tangram.person (
  id uuid primary key default uuidv7(),
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  created_by uuid,
  updated_at timestamptz(3) not null default now(),
  updated_by uuid,
  deleted_at timestamptz(3),
  deleted_by uuid,
  login text,
  name text not null,
  title jsonb,
  email text,
  phone text,
  password_hash text,
  admin boolean not null default false,
  active boolean not null default true,
  sample boolean not null default false,
  locale text not null default 'zh-CN',
  zone text not null default 'Asia/Shanghai'
);
create unique index person_login on tangram.person (lower(login)) where deleted_at is null;

create table tangram.team (
  id uuid primary key default uuidv7(),
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  created_by uuid,
  updated_at timestamptz(3) not null default now(),
  updated_by uuid,
  deleted_at timestamptz(3),
  deleted_by uuid,
  key text not null,
  name text not null
);
create unique index team_key on tangram.team (key) where deleted_at is null;

create table tangram.department (
  id uuid primary key default uuidv7(),
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  created_by uuid,
  updated_at timestamptz(3) not null default now(),
  updated_by uuid,
  deleted_at timestamptz(3),
  deleted_by uuid,
  key text not null,
  name text not null,
  parent uuid references tangram.department
);
create unique index department_key on tangram.department (key) where deleted_at is null;

create table tangram.team_member (
  team uuid not null references tangram.team,
  person uuid not null references tangram.person,
  primary key (team, person)
);
create index team_member_person on tangram.team_member (person);

create table tangram.department_member (
  department uuid not null references tangram.department,
  person uuid not null references tangram.person,
  primary key (department, person)
);
create index department_member_person on tangram.department_member (person);

-- Neither person nor team: everyone who can sign in.
create table tangram.role_member (
  app text not null,
  role text not null,
  person uuid references tangram.person,
  team uuid references tangram.team,
  unique nulls not distinct (app, role, person, team),
  check (person is null or team is null)
);

create table tangram.session (
  id uuid primary key default uuidv7(),
  token_hash bytea not null unique,
  person uuid not null references tangram.person,
  csrf text not null,
  created_at timestamptz(3) not null,
  touched_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  ip text,
  user_agent text
);
create index session_person on tangram.session (person);

create table tangram.app (
  id text primary key,
  version integer,
  created_at timestamptz(3) not null default now(),
  created_by uuid
);

create table tangram.app_draft (
  app text primary key references tangram.app,
  document jsonb not null,
  revision integer not null default 1,
  updated_at timestamptz(3) not null,
  updated_by uuid
);

-- columns: the physical column of each attribute, by entity. A version stays readable as it was.
create table tangram.app_version (
  app text not null references tangram.app,
  version integer not null,
  document jsonb not null,
  columns jsonb not null,
  diff jsonb not null,
  note text,
  published_at timestamptz(3) not null,
  published_by uuid,
  primary key (app, version)
);

-- Every column ever made for an attribute. A retired one keeps its data until the attribute comes back.
create table tangram.app_column (
  app text not null,
  entity text not null,
  attribute text not null,
  name text not null,
  type text not null,
  retired_at timestamptz(3),
  primary key (app, entity, name)
);

create table tangram.change (
  id uuid primary key,
  at timestamptz(3) not null,
  app text not null,
  entity text not null,
  record uuid not null,
  kind text not null,
  version integer not null,
  actor uuid,
  cause text,
  app_version integer not null,
  before jsonb,
  after jsonb not null
);
create index change_record on tangram.change (record, version);

create table tangram.job (
  id uuid primary key default uuidv7(),
  kind text not null,
  payload jsonb not null,
  key text,
  due_at timestamptz(3) not null,
  lease_until timestamptz(3),
  worker text,
  attempt integer not null default 0,
  failures integer not null default 0,
  error text,
  cause text,
  created_at timestamptz(3) not null default now()
);
create unique index job_key on tangram.job (key) where key is not null;
create index job_due on tangram.job (due_at);

create table tangram.incident (
  id uuid primary key default uuidv7(),
  job uuid not null,
  kind text not null,
  payload jsonb not null,
  key text,
  cause text,
  error text not null,
  attempts integer not null,
  at timestamptz(3) not null,
  resolved_at timestamptz(3),
  resolved_by uuid
);

create table tangram.file (
  id uuid primary key,
  name text not null,
  type text not null,
  size bigint not null,
  sha256 text not null,
  state text not null,
  app text,
  entity text,
  record uuid,
  created_at timestamptz(3) not null,
  created_by uuid,
  link uuid
);
create index file_record on tangram.file (record);
create index file_staged on tangram.file (created_at) where state = 'staged';

create table tangram.link (
  id uuid primary key,
  token_hash bytea not null unique,
  app text not null,
  purpose text not null,
  form text,
  entity text not null,
  record uuid,
  instance uuid,
  element text,
  message jsonb,
  key text unique,
  expires_at timestamptz(3),
  created_at timestamptz(3) not null,
  created_by uuid,
  answered_at timestamptz(3),
  answer jsonb,
  revoked_at timestamptz(3)
);
create index link_record on tangram.link (record);

create table tangram.message (
  id uuid primary key default uuidv7(),
  channel text not null,
  "to" text not null,
  subject text,
  text text not null,
  key text not null unique,
  app text,
  entity text,
  record uuid,
  status text not null default 'waiting',
  error text,
  created_at timestamptz(3) not null,
  settled_at timestamptz(3)
);
create index message_record on tangram.message (record);

create table tangram.notification (
  id uuid primary key default uuidv7(),
  person uuid not null references tangram.person,
  text jsonb not null,
  app text,
  entity text,
  record uuid,
  task uuid,
  key text not null,
  created_at timestamptz(3) not null,
  read_at timestamptz(3),
  unique (person, key)
);
create index notification_person on tangram.notification (person, created_at desc);

create table tangram.flow_instance (
  id uuid primary key,
  app text not null,
  app_version integer not null,
  process text not null,
  entity text not null,
  record uuid not null,
  initiator uuid,
  start_request text not null unique,
  status text not null,
  outcome text,
  started_at timestamptz(3) not null,
  ended_at timestamptz(3),
  total_ms bigint,
  revision integer not null,
  state jsonb not null
);
create index flow_instance_record on tangram.flow_instance (record);
create index flow_instance_initiator on tangram.flow_instance (initiator, started_at desc);
create index flow_instance_running on tangram.flow_instance (app, process) where status = 'running';

create table tangram.flow_event (
  instance uuid not null,
  seq integer not null,
  at timestamptz(3) not null,
  event jsonb not null,
  primary key (instance, seq)
);

-- A command that was carried out; the same request again is a no-op.
create table tangram.flow_request (
  instance uuid not null,
  request text not null,
  at timestamptz(3) not null,
  primary key (instance, request)
);

create table tangram.task (
  id uuid primary key,
  instance uuid not null,
  app text not null,
  entity text not null,
  record uuid not null,
  element text not null,
  node text not null,
  process_label jsonb not null,
  label jsonb not null,
  kind text not null,
  "group" text,
  group_label jsonb,
  candidates uuid[] not null,
  assignee uuid,
  outcomes jsonb not null,
  fields jsonb not null,
  form text,
  status text not null,
  opened_at timestamptz(3) not null,
  due_at timestamptz(3),
  closed_at timestamptz(3),
  closed_by uuid,
  outcome text,
  opinion text
);
create index task_candidates on tangram.task using gin (candidates) where status = 'open';
create index task_assignee on tangram.task (assignee) where status = 'open';
create index task_closed_by on tangram.task (closed_by, closed_at desc) where status <> 'open';
create index task_record on tangram.task (record);
create index task_instance on tangram.task (instance);

create table tangram.activity (
  instance uuid not null,
  element text not null,
  node text not null,
  label jsonb not null,
  started_at timestamptz(3) not null,
  ended_at timestamptz(3),
  outcome text,
  status text not null,
  primary key (instance, element)
);

create table tangram.audit (
  id uuid primary key default uuidv7(),
  at timestamptz(3) not null,
  actor uuid,
  actor_kind text not null,
  action text not null,
  object text,
  result text not null,
  ip text,
  details jsonb
);

create table tangram.counter (
  key text primary key,
  value bigint not null
) with (fillfactor = 50);

create table tangram.idempotency (
  principal text not null,
  key text not null,
  app text not null,
  entity text not null,
  record uuid not null,
  created_at timestamptz(3) not null,
  primary key (principal, key)
);
create index idempotency_created on tangram.idempotency (created_at);

create function tangram.refuse() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'TG002';
end $$;
create trigger append_only before update or delete on tangram.change for each row execute function tangram.refuse();
create trigger append_only before update or delete on tangram.app_version for each row execute function tangram.refuse();
create trigger append_only before update or delete on tangram.flow_event for each row execute function tangram.refuse();
create trigger append_only before update or delete on tangram.audit for each row execute function tangram.refuse();

-- Shares the app's lock with other writers and tells whether the writer's version is still the published one. Volatile, so
-- that the version is read after the lock was given, not from the snapshot of the statement that calls it.
create function tangram.hold_app(app_id text, expected integer) returns boolean language plpgsql volatile as $$
declare published integer;
begin
  perform pg_advisory_xact_lock_shared(hashtextextended('tangram.app:' || app_id, 0));
  select version into published from tangram.app where id = app_id;
  if published is distinct from expected then
    raise exception 'app % is at version %', app_id, published using errcode = 'TG001';
  end if;
  return true;
end $$;
`
