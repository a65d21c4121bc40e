/** Links by which a dashboard stands on another site. */
export const embeds = `
create table tangram.embed (
  id uuid primary key,
  token_hash bytea not null unique,
  app text not null references tangram.app,
  dashboard text not null,
  -- The one report of the dashboard that is shown; null: all of them.
  report text,
  name text not null,
  -- Whose rights it reads with.
  role text not null,
  -- Values that visitors cannot change, those of them they are told, and filters that they may set.
  fixed_values jsonb not null,
  shown_filters text[] not null,
  open_filters text[] not null,
  -- Origins that may frame it; none: it is opened by its address alone.
  sites text[] not null,
  -- True: the records behind a mark may be read too.
  with_records boolean not null,
  -- Questions an hour, of all visitors together.
  hourly_quota integer not null,
  refresh_seconds integer,
  password_hash text,
  expires_at timestamptz(3),
  created_at timestamptz(3) not null,
  created_by uuid not null references tangram.person,
  last_used_at timestamptz(3),
  revoked_at timestamptz(3),
  revoked_by uuid references tangram.person
);
create index embed_dashboard on tangram.embed (app, dashboard) where revoked_at is null;
`
