/** The audit is sealed as a chain, personal values lie beside it, and what is append-only refuses TRUNCATE as well. */
export const audit = `
drop trigger append_only on tangram.audit;

-- What may be erased of an entry: the row keeps a salted digest of it.
create table tangram.audit_person (
  entry uuid primary key references tangram.audit on delete cascade,
  salt bytea not null,
  ip text,
  -- What somebody typed as their login.
  login text,
  -- As text, so that the digest holds to the letter.
  details json
);
create index audit_person_login on tangram.audit_person (login) where login is not null;

insert into tangram.audit_person (entry, salt, ip, login, details)
select id, uuid_send(gen_random_uuid()), ip, case when action like 'sign-in%' and actor is null then object end, details::json
from tangram.audit
where ip is not null or details is not null or (action like 'sign-in%' and actor is null and object is not null);

alter table tangram.audit add column person bytea;
-- Made by the server with a key that the database does not know; null in entries from before.
alter table tangram.audit add column mac bytea;
update tangram.audit a set
  object = case when p.login is null then a.object end,
  person = sha256(p.salt || convert_to(
    coalesce(octet_length(p.ip) || ':' || p.ip || ';', 'n;') ||
    coalesce(octet_length(p.login) || ':' || p.login || ';', 'n;') ||
    coalesce(octet_length(p.details::text) || ':' || p.details::text || ';', 'n;'), 'UTF8'))
from tangram.audit_person p where p.entry = a.id;
alter table tangram.audit drop column ip, drop column details;

create index audit_at on tangram.audit (at desc, id desc);
create index audit_actor on tangram.audit (actor, at desc, id desc);
create index audit_action on tangram.audit (action, at desc, id desc);
create index audit_app on tangram.audit (split_part(object, ' ', 1), at desc, id desc);

-- Entries that no seal holds yet. Ids commit out of order: no last id says which these are.
create table tangram.audit_unsealed (entry uuid primary key);
insert into tangram.audit_unsealed select id from tangram.audit;

create table tangram.audit_seal (
  seq bigint primary key,
  entry uuid not null unique,
  at timestamptz(3) not null,
  digest bytea not null
);
create index audit_seal_at on tangram.audit_seal (at);

-- Both ends of the chain: the first is where entries older than the retention were removed.
create table tangram.audit_chain (
  one boolean primary key default true check (one),
  first_seq bigint not null default 0,
  first_digest bytea not null default '',
  first_mac bytea not null default '',
  last_seq bigint not null default 0,
  last_digest bytea not null default '',
  last_mac bytea not null default ''
);
insert into tangram.audit_chain default values;

-- Nothing is changed; removed is only what is older than 180 days, by the tidying that says so.
create function tangram.refuse_audit() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_setting('tangram.audit_tidying', true) = 'on' and old.at < now() - interval '180 days' then
    return old;
  end if;
  raise exception '% is append-only', tg_table_name using errcode = 'TG002';
end $$;
create trigger append_only before update or delete on tangram.audit for each row execute function tangram.refuse_audit();
create trigger append_only before update or delete on tangram.audit_seal for each row execute function tangram.refuse_audit();
create trigger never_emptied before truncate on tangram.audit for each statement execute function tangram.refuse();
create trigger never_emptied before truncate on tangram.audit_seal for each statement execute function tangram.refuse();
create trigger never_emptied before truncate on tangram.audit_person for each statement execute function tangram.refuse();
create trigger never_emptied before truncate or delete on tangram.audit_chain for each statement execute function tangram.refuse();
create trigger never_emptied before truncate on tangram.change for each statement execute function tangram.refuse();
create trigger never_emptied before truncate on tangram.app_version for each statement execute function tangram.refuse();
create trigger never_emptied before truncate on tangram.flow_event for each statement execute function tangram.refuse();
create trigger never_emptied before truncate on tangram.sla_event for each statement execute function tangram.refuse();
`
