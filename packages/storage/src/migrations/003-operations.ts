/** How an incident ended, and finding the ones that wait for an administrator; what a request with an idempotency key asked for. */
export const operations = `
alter table tangram.incident add column problem jsonb, add column resolution text, add column reason text;
create index incident_open on tangram.incident (at desc) where resolved_at is null;
create index incident_resolved on tangram.incident (resolved_at) where resolved_at is not null;

-- Fingerprint of the request: the same key may come again with the same only.
alter table tangram.idempotency add column asked text;
`
