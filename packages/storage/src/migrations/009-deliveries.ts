/** Dashboards that are sent regularly, and the file that goes with a message. */
export const deliveries = `
create table tangram.delivery (
  id uuid primary key,
  app text not null references tangram.app,
  dashboard text not null,
  owner uuid not null references tangram.person,
  -- Five parts, read by the clocks of the zone.
  schedule text not null,
  zone text not null,
  people uuid[] not null,
  addresses text[] not null,
  channel text not null,
  format text not null,
  filter_values jsonb not null,
  -- Counts changes: occurrences that were queued before one are passed over.
  revision integer not null default 1,
  is_paused boolean not null default false,
  ended_reason text,
  last_at timestamptz(3),
  created_at timestamptz(3) not null
);
create index delivery_owner on tangram.delivery (owner);

-- No foreign key: a file that nobody attached goes after a day, the log of messages stays.
alter table tangram.message add column file uuid;
`
