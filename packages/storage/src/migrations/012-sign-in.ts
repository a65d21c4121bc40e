/** Rules for passwords, second factors, and sessions that know more of where they are. */
export const signIn = `
alter table tangram.person add column password_changed_at timestamptz(3);
alter table tangram.person add column password_must_change boolean not null default false;
update tangram.person set password_changed_at = now() where password_hash is not null;

-- Passwords that were replaced; as many as the settings of the installation ask for.
create table tangram.password_history (
  person uuid not null references tangram.person,
  at timestamptz(3) not null,
  hash text not null
);
create index password_history_person on tangram.password_history (person, at desc);

create table tangram.second_factor (
  person uuid primary key references tangram.person,
  -- Sealed by the installation's secret.
  secret text not null,
  created_at timestamptz(3) not null,
  -- Null until a code has shown that the authenticator holds the secret.
  confirmed_at timestamptz(3),
  -- The time step of the last code that was taken: no code serves twice.
  last_step bigint not null default 0
);

create table tangram.recovery_code (
  person uuid not null references tangram.second_factor on delete cascade,
  hash bytea not null,
  used_at timestamptz(3),
  primary key (person, hash)
);
`
