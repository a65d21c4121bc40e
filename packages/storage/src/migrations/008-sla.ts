/** Service agreements: the clocks of records, what happened to them, and what reports ask of them. */
export const slas = `
-- Up to which version of a record its clocks have been kept.
create table tangram.sla_record (
  record uuid primary key,
  app text not null references tangram.app,
  entity text not null,
  revision integer not null,
  version integer not null,
  app_version integer not null
);

-- Times are working milliseconds, counted up to counted_to.
create table tangram.sla_clock (
  id uuid primary key default uuidv7(),
  app text not null references tangram.app,
  sla text not null,
  stage text not null,
  entity text not null,
  record uuid not null,
  round integer not null,
  status text not null,
  started_at timestamptz(3) not null,
  due_at timestamptz(3),
  target_ms bigint not null,
  elapsed_ms bigint not null,
  paused_ms bigint not null,
  is_paused boolean not null,
  counted_to timestamptz(3) not null,
  warned integer[] not null,
  escalated text[] not null,
  warned_at timestamptz(3),
  breached_at timestamptz(3),
  ended_at timestamptz(3),
  unique (record, sla, stage, round)
) with (fillfactor = 70);
create index sla_clock_open on tangram.sla_clock (app, entity, record) where ended_at is null;
create index sla_clock_started on tangram.sla_clock (app, started_at);

create table tangram.sla_event (
  id uuid primary key default uuidv7(),
  app text not null,
  sla text not null,
  entity text not null,
  record uuid not null,
  at timestamptz(3) not null,
  event jsonb not null
);
create index sla_event_record on tangram.sla_event (record, id);
create trigger append_only before update or delete on tangram.sla_event for each row execute function tangram.refuse();

-- One row for each clock, as reports count them. is_met: null while nobody knows yet; cancelled ones never count.
create view tangram.sla_report as
  select c.id, c.app, c.entity, c.record, c.sla, c.stage, c.round, c.status,
    case c.status when 'met' then true when 'breached' then false end as is_met,
    c.started_at, c.due_at, c.target_ms, c.elapsed_ms, c.paused_ms, greatest(0, c.elapsed_ms - c.target_ms) as overrun_ms,
    c.warned_at, c.breached_at, c.ended_at
  from tangram.sla_clock c;
`
