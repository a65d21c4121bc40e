/** What running an installation takes: incidents that wait for somebody, keys that name their request, limits that processes share. */
export const operations = `
alter table tangram.incident add column problem jsonb, add column resolution text, add column reason text;
create index incident_open on tangram.incident (at desc) where resolved_at is null;
create index incident_resolved on tangram.incident (resolved_at) where resolved_at is not null;

-- Fingerprint of the request: the same key may come again with the same only.
alter table tangram.idempotency add column asked text;

-- Attempts of strangers, counted for all processes together. Nothing is lost that a crash may not take.
create unlogged table tangram.attempt (
  key text primary key,
  at timestamptz[] not null,
  expires_at timestamptz not null
) with (fillfactor = 50);
create index attempt_expired on tangram.attempt (expires_at);

-- Counts one attempt under each key, or under none when one has reached its limit: then the milliseconds to wait.
-- Rows are taken in one order, so that two callers never wait for each other; the clock is read once they are held.
create function tangram.admit(asked text[], limits integer[], windows integer[]) returns bigint language plpgsql volatile as $$
declare
  moment timestamptz;
  recent timestamptz[];
  wait bigint := 0;
begin
  insert into tangram.attempt (key, at, expires_at)
    select k, '{}', clock_timestamp() + interval '1 minute' from unnest(asked) as k order by k on conflict do nothing;
  perform from tangram.attempt where key = any(asked) order by key for update;
  moment := clock_timestamp();
  for i in 1 .. cardinality(asked) loop
    select array_agg(t order by t) into recent from tangram.attempt a, unnest(a.at) as t
      where a.key = asked[i] and t > moment - windows[i] * interval '1 millisecond';
    if cardinality(recent) >= limits[i] then
      wait := greatest(wait, 1, ceil(extract(epoch from recent[cardinality(recent) - limits[i] + 1] - moment) * 1000 + windows[i])::bigint);
    end if;
  end loop;
  if wait = 0 then
    update tangram.attempt a
      set at = array(select t from unnest(a.at) as t where t > moment - w.ms * interval '1 millisecond' order by t) || moment,
        expires_at = moment + w.ms * interval '1 millisecond'
      from unnest(asked, windows) as w (key, ms) where a.key = w.key;
  end if;
  return wait;
end $$;
`
