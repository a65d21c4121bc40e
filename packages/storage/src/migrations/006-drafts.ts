/** What people have begun to fill in and come back to. */
export const drafts = `
create table tangram.form_draft (
  id uuid primary key,
  person uuid not null references tangram.person on delete cascade,
  app text not null references tangram.app,
  entity text not null,
  form text,
  title text not null,
  typed jsonb not null,
  fields jsonb not null,
  app_version integer not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
create index form_draft_of on tangram.form_draft (person, app, entity, updated_at desc);
create index form_draft_age on tangram.form_draft (updated_at);

-- An upload that a draft names waits with it.
alter table tangram.file add column draft uuid references tangram.form_draft on delete set null;
create index file_draft on tangram.file (draft) where draft is not null;
`
