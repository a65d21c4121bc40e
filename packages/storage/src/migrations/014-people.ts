/** People who are invited, and when somebody signed in last. */
export const people = `
alter table tangram.person add column signed_in_at timestamptz(3);
update tangram.person p set signed_in_at = (select max(s.created_at) from tangram.session s where s.person = p.id);
create index person_by_name on tangram.person (name collate "zh-x-icu", id) where deleted_at is null;
create index role_member_person on tangram.role_member (person) where person is not null;
create index role_member_team on tangram.role_member (team) where team is not null;
create index department_parent on tangram.department (parent) where deleted_at is null;

-- An address by which somebody sets a password, once. The token is made of its id by the installation's secret and is kept nowhere.
create table tangram.invitation (
  id uuid primary key,
  person uuid not null references tangram.person,
  purpose text not null check (purpose in ('invite', 'reset')),
  token_hash bytea not null unique,
  created_at timestamptz(3) not null,
  created_by uuid,
  expires_at timestamptz(3) not null,
  -- Used, or taken back.
  closed_at timestamptz(3)
);
create index invitation_person on tangram.invitation (person) where closed_at is null;
`
