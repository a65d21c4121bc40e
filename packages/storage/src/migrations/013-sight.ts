/** A version of what somebody sees of a record, where that is less than everything. */
export const sight = `
create function tangram.sight(seen text) returns bigint language sql immutable strict parallel safe as $$
  select hashtextextended(seen, 8) & 9007199254740991
$$;
`
