/** Keys of encrypted fields, and the one way in which a change may be written anew: its values sealed or opened. */
export const encryption = `
create table tangram.data_key (
  app text not null references tangram.app,
  purpose text not null check (purpose in ('value', 'match')),
  version integer not null,
  -- Sealed by a key made of the installation's secret.
  wrapped text not null,
  created_at timestamptz(3) not null,
  -- When everything was sealed by it; null while a rotation is under way.
  done_at timestamptz(3),
  primary key (app, purpose, version)
);

-- The history stays append-only. Only the values may be kept in another form, by whoever says so within a transaction.
create function tangram.refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and current_setting('tangram.change_rewriting', true) = 'on'
    and (new.id, new.at, new.app, new.entity, new.record, new.kind, new.version, new.actor, new.cause, new.app_version)
      is not distinct from (old.id, old.at, old.app, old.entity, old.record, old.kind, old.version, old.actor, old.cause, old.app_version) then
    return new;
  end if;
  raise exception '% is append-only', tg_table_name using errcode = 'TG002';
end $$;
drop trigger append_only on tangram.change;
create trigger append_only before update or delete on tangram.change for each row execute function tangram.refuse_change();
`
