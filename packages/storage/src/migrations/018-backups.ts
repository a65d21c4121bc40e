/** Backups that the server makes by itself: when and where to, and those that were made. */
export const backups = `
create table tangram.backup_plan (
  one boolean primary key default true check (one),
  settings jsonb not null,
  -- Sealed by the installation's secret: the passphrase, and the key of the bucket.
  secrets text,
  version integer not null default 1,
  updated_at timestamptz(3) not null,
  -- When a restore switched it off.
  restored_at timestamptz(3)
);

create table tangram.backup (
  id uuid primary key,
  name text not null,
  place text not null,
  why text not null check (why in ('schedule', 'asked')),
  asked_by uuid,
  state text not null check (state in ('waiting', 'running', 'good', 'incomplete', 'failed', 'removed')),
  begun_at timestamptz(3) not null,
  finished_at timestamptz(3),
  release text,
  amounts jsonb not null,
  error jsonb,
  check_state text not null default 'none' check (check_state in ('none', 'running', 'good', 'damaged')),
  checked_at timestamptz(3),
  check_error jsonb
);
create unique index backup_under_way on tangram.backup ((true)) where state in ('waiting', 'running');
create index backup_begun on tangram.backup (begun_at desc);
`
