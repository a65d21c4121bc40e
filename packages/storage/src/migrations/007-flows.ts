/**
 * The whole flow engine: who leads and who can do what, tasks that wait, copies, stand-ins, messages, calls, incidents of steps, archived
 * records, and the time every visit took.
 */
export const flows = `
alter table tangram.department add column head uuid references tangram.person;
alter table tangram.person add column skills text[] not null default '{}';

-- One row for each save: everything it appended. A row for each event cost more than the rest of an advance.
alter table tangram.flow_event rename to flow_event_single;
alter table tangram.flow_event_single drop constraint flow_event_pkey;
create table tangram.flow_event (
  instance uuid not null,
  revision integer not null,
  at timestamptz(3) not null,
  events jsonb not null,
  primary key (instance, revision)
);
insert into tangram.flow_event
  select instance, revision, min(at), jsonb_agg(event order by seq)
  from (
    select instance, seq, at, event,
      greatest(1, count(*) filter (where event ->> 'type' = 'command.accepted') over (partition by instance order by seq)) as revision
    from tangram.flow_event_single
  ) as e group by instance, revision;
drop table tangram.flow_event_single;
create trigger append_only before update or delete on tangram.flow_event for each row execute function tangram.refuse();
-- A repeated request is recognised by the snapshot.
drop table tangram.flow_request;

alter table tangram.flow_instance
  add column parent_instance uuid,
  add column parent_element text,
  add column suspended_at timestamptz(3),
  add column working_ms bigint;
-- The snapshot of an instance is written again at each step; room on the page saves its indexes.
alter table tangram.flow_instance set (fillfactor = 60);
create index flow_instance_listed on tangram.flow_instance (app, started_at desc, id desc);
create index flow_instance_parent on tangram.flow_instance (parent_instance) where parent_instance is not null;

-- While an instance is suspended nothing of it is worked on.
create table tangram.flow_suspension (
  instance uuid not null,
  from_at timestamptz(3) not null,
  until_at timestamptz(3),
  primary key (instance, from_at)
);

alter table tangram.task
  add column process text not null default '',
  add column weight numeric not null default 1,
  add column added jsonb,
  add column position integer not null default 0,
  add column instead_of uuid,
  add column claimed_at timestamptz(3),
  add column urged_at timestamptz(3),
  add column waiting_since timestamptz(3),
  add column queued_ms bigint,
  add column suspended_ms bigint not null default 0,
  add column working_ms bigint;
update tangram.task k set process = i.process from tangram.flow_instance i where i.id = k.instance;
update tangram.task set queued_ms = case when assignee is null then (extract(epoch from closed_at - opened_at) * 1000)::bigint else 0 end
  where closed_at is not null;
alter table tangram.task alter column process drop default;
create index task_assigned on tangram.task (app, process, node, assignee, opened_at desc) where assignee is not null;

alter table tangram.activity
  add column scope text not null default 'root',
  add column visit integer not null default 1,
  add column position integer not null default 0,
  add column queued_ms bigint,
  add column suspended_ms bigint not null default 0,
  add column working_ms bigint;
create index activity_ended on tangram.activity (ended_at);

create table tangram.task_copy (
  id uuid primary key,
  instance uuid not null,
  app text not null,
  entity text not null,
  record uuid not null,
  process_label jsonb not null,
  element text not null,
  node text not null,
  label jsonb not null,
  person uuid not null,
  by uuid,
  text text,
  at timestamptz(3) not null,
  read_at timestamptz(3),
  unique (instance, person)
);
create index task_copy_person on tangram.task_copy (person, at desc, id desc);
create index task_copy_record on tangram.task_copy (record, person);
create index task_copy_unread on tangram.task_copy (person) where read_at is null;

create table tangram.stand_in (
  id uuid primary key,
  person uuid not null references tangram.person,
  "to" uuid not null references tangram.person,
  from_at timestamptz(3) not null,
  until_at timestamptz(3) not null,
  mode text not null,
  app text,
  process text,
  created_at timestamptz(3) not null,
  created_by uuid,
  check (person <> "to"),
  check (from_at < until_at)
);
create index stand_in_person on tangram.stand_in (person, until_at);
create index stand_in_to on tangram.stand_in ("to", until_at);

create table tangram.flow_subscription (
  key text primary key,
  instance uuid not null,
  app text not null,
  element text not null,
  kind text not null,
  name text not null,
  correlation text,
  created_at timestamptz(3) not null
);
create index flow_subscription_name on tangram.flow_subscription (app, kind, name, correlation, created_at);
create index flow_subscription_instance on tangram.flow_subscription (instance);

-- Messages that have come: waiting for a subscriber, offered to one, or delivered. Kept a while so that a repeated one is known.
create table tangram.flow_message (
  app text not null,
  id text not null,
  name text not null,
  correlation text,
  payload jsonb not null,
  at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  subscription text,
  delivered_at timestamptz(3),
  primary key (app, id)
);
create index flow_message_waiting on tangram.flow_message (app, name, correlation, at) where subscription is null and delivered_at is null;
create index flow_message_offered on tangram.flow_message (subscription) where subscription is not null and delivered_at is null;
create index flow_message_at on tangram.flow_message (at);

create table tangram.flow_call (
  key text primary key,
  instance uuid not null,
  element text not null,
  process text not null,
  child uuid,
  status text not null,
  at timestamptz(3) not null
);
create index flow_call_of on tangram.flow_call (instance, element);

-- Steps of processes stand among the jobs that failed (their job is the instance): whoever runs the house has one list.
alter table tangram.incident add column instance uuid, add column element text, add column node text, add column code text;
update tangram.incident set instance = (payload ->> 'instance')::uuid
  where payload ->> 'instance' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$';
create index incident_instance on tangram.incident (instance) where instance is not null and resolved_at is null;
create unique index incident_step on tangram.incident (key) where kind = 'flow.step' and resolved_at is null;

create table tangram.archived_record (
  record uuid primary key,
  app text not null,
  entity text not null,
  instance uuid not null,
  at timestamptz(3) not null
);

-- What waits on the outside stands in a queue of its own: it never keeps the others.
alter table tangram.job add column lane text not null generated always as (
  case when kind in ('flow.action', 'rule.action', 'sla.action') then 'actions' when kind in ('message.send', 'flow.send-link') then 'messages' else 'inside' end
) stored;
drop index tangram.job_due;
create index job_ready on tangram.job (lane, due_at, id) where lease_until is null;
create index job_leased on tangram.job (lane, lease_until) where lease_until is not null;
-- Jobs come and go: what is left of them is cleared away before it lies in the way of the next claim.
alter table tangram.job set (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000);

-- Ends a save that comes too late, with all it has written so far.
create function tangram.fenced() returns boolean language plpgsql volatile as $$
begin
  raise exception 'another worker has taken the job over' using errcode = 'TG003';
end $$;
create function tangram.answered() returns boolean language plpgsql volatile as $$
begin
  raise exception 'the link has been answered' using errcode = 'TG004';
end $$;

-- One row for each visit of a node and each person who had a part in it. Times in milliseconds, null while it lasts.
create view tangram.flow_activity as
  select
    coalesce(k.id::text, a.instance::text || ':' || a.element) as id,
    i.app, i.process, i.entity, i.record, a.instance, i.app_version as version, i.initiator,
    a.element, a.node, a.label, a.visit, a.visit > 1 as is_rework,
    case when k.id is null then a.status else k.status end as status,
    case when k.id is null then a.outcome else k.outcome end as outcome,
    coalesce(k.closed_by, k.assignee) as handler,
    (select m.department from tangram.department_member m where m.person = coalesce(k.closed_by, k.assignee) order by m.department limit 1) as department,
    t.started_at, t.ended_at, t.queued_ms,
    greatest(0, t.wall_ms - t.queued_ms - t.suspended_ms) as active_ms,
    t.suspended_ms, t.wall_ms, t.working_ms
  from tangram.activity a
  join tangram.flow_instance i on i.id = a.instance
  left join tangram.task k on k.instance = a.instance and k.element = a.element
  cross join lateral (
    select
      case when k.id is null then a.started_at else k.opened_at end as started_at,
      case when k.id is null then a.ended_at else k.closed_at end as ended_at,
      case when k.id is null then a.queued_ms else k.queued_ms end as queued_ms,
      case when k.id is null then a.suspended_ms else k.suspended_ms end as suspended_ms,
      case when k.id is null then a.working_ms else k.working_ms end as working_ms,
      (extract(epoch from case when k.id is null then a.ended_at - a.started_at else k.closed_at - k.opened_at end) * 1000)::bigint as wall_ms
  ) as t;

-- Cycle time and rework of each instance.
create view tangram.flow_cycle as
  select i.id as instance, i.app, i.process, i.entity, i.record, i.app_version as version, i.initiator, i.status, i.outcome, i.started_at, i.ended_at,
    i.total_ms as wall_ms, i.working_ms,
    v.visits, v.rework_visits, v.rework_ms
  from tangram.flow_instance i
  cross join lateral (
    select count(*)::integer as visits, (count(*) filter (where a.visit > 1))::integer as rework_visits,
      coalesce(sum(extract(epoch from a.ended_at - a.started_at) * 1000) filter (where a.visit > 1), 0)::bigint as rework_ms
    from tangram.activity a where a.instance = i.id
  ) as v;

-- Where the time goes: each node of a process, with its share of all the time its process took.
create view tangram.flow_bottleneck as
  select b.*, case when sum(b.total_ms) over process > 0 then round(b.total_ms / sum(b.total_ms) over process, 4) else 0 end as share
  from (
    select i.app, i.process, a.node, count(*)::integer as visits, (count(*) filter (where a.visit > 1))::integer as rework_visits,
      sum(w.wall_ms)::bigint as total_ms, round(avg(w.wall_ms))::bigint as mean_ms,
      percentile_cont(0.5) within group (order by w.wall_ms)::bigint as median_ms,
      percentile_cont(0.9) within group (order by w.wall_ms)::bigint as p90_ms,
      round(avg(a.queued_ms))::bigint as mean_queued_ms, round(avg(a.working_ms))::bigint as mean_working_ms
    from tangram.activity a join tangram.flow_instance i on i.id = a.instance
    cross join lateral (select extract(epoch from a.ended_at - a.started_at) * 1000 as wall_ms) as w
    where a.ended_at is not null group by i.app, i.process, a.node
  ) as b window process as (partition by b.app, b.process);
`
