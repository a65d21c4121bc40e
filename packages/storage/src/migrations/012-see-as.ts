/** Administrators who look with the rights of somebody else, by session. */
export const seeAs = `
create table tangram.see_as (
  session uuid primary key references tangram.session on delete cascade,
  -- Whose rights; null: those of somebody who holds just the roles.
  person uuid references tangram.person,
  app text references tangram.app,
  roles text[] not null,
  until timestamptz(3) not null
);
`
