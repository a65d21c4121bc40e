/** Table files on their way in: what was found, what is to become of it, how far it is, which rows were refused. */
export const imports = `
create table tangram.import (
  id uuid primary key,
  person uuid not null references tangram.person,
  file uuid not null,
  name text not null,
  state text not null,
  choices jsonb not null default '{}',
  tables jsonb,
  target jsonb,
  mode text,
  share real not null default 0,
  step integer not null default 0,
  at_row integer not null default 0,
  counts jsonb not null default '[]',
  error jsonb,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
create index import_person on tangram.import (person, created_at desc);

create table tangram.import_refusal (
  import uuid not null references tangram.import on delete cascade,
  step integer not null,
  at_row integer not null,
  cells jsonb not null,
  problems jsonb not null,
  primary key (import, step, at_row)
);
`
