/** Signing in by an OpenID provider: the providers, whose identity is whose, and sign-ins under way. */
export const providers = `
create table tangram.identity_provider (
  id uuid primary key,
  settings jsonb not null,
  -- Sealed by the installation's secret; null for a public client.
  secret text,
  version integer not null default 1,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  issuer text not null generated always as (settings ->> 'issuer') stored unique,
  enabled boolean not null generated always as ((settings ->> 'enabled')::boolean) stored,
  password_off boolean not null generated always as ((settings ->> 'passwordOff')::boolean) stored
);

-- Who somebody is to a provider. Never an e-mail address: those change hands.
create table tangram.identity (
  id uuid primary key,
  provider uuid not null references tangram.identity_provider on delete cascade,
  issuer text not null,
  subject text not null,
  person uuid not null references tangram.person,
  -- As the provider told it when last used; for recognising the account, not for deciding.
  label text,
  linked_at timestamptz(3) not null,
  linked_by uuid,
  last_used_at timestamptz(3),
  unique (issuer, subject),
  unique (provider, person)
);
create index identity_person on tangram.identity (person);

-- Sign-ins on their way to a provider and back. Taken out when they come back: none comes back twice.
create table tangram.provider_flow (
  state bytea primary key,
  provider uuid not null references tangram.identity_provider on delete cascade,
  content text not null,
  expires_at timestamptz(3) not null
);
create index provider_flow_expires on tangram.provider_flow (expires_at);

create table tangram.provider_session (
  session uuid primary key references tangram.session on delete cascade,
  provider uuid not null references tangram.identity_provider on delete cascade,
  person uuid not null references tangram.person,
  -- Sealed; shown to the provider when the session ends there as well.
  id_token text
);
create index provider_session_provider on tangram.provider_session (provider, person);
`
