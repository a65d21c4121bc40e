/** When a delivery is passed over, and what became of each. */
export const deliveryResults = `
-- Days that this calendar of the app has closed are passed over.
alter table tangram.delivery add column calendar text;
-- What has to hold for it to go out; null: always.
alter table tangram.delivery add column only_when jsonb;
create table tangram.delivery_result (
  delivery uuid not null references tangram.delivery on delete cascade,
  -- The occurrence.
  at timestamptz(3) not null,
  -- Id of a person, or an address.
  recipient text not null,
  outcome text not null,
  reason text,
  -- The mail that carries it, by its key: what becomes of it becomes of this.
  message_key text,
  noted_at timestamptz(3) not null,
  primary key (delivery, at, recipient)
);
`
