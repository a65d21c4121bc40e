/** The one duty of an administrator while the installation separates them. Whoever is no administrator any more has none. */
export const administrators = `
alter table tangram.person add column administers text check (administers in ('system', 'security', 'audit'));
create function tangram.forget_duty() returns trigger language plpgsql as $$ begin new.administers := null; return new; end $$;
create trigger forget_duty before insert or update on tangram.person
  for each row when (not new.admin and new.administers is not null) execute function tangram.forget_duty();
`
