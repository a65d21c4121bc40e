/** Finds the link a process waits for, and what housekeeping removes. */
export const links = `
create index link_waiting on tangram.link (instance, element) where instance is not null and answered_at is null and revoked_at is null;
create index link_expired on tangram.link (expires_at) where answered_at is null;
create index link_revoked on tangram.link (revoked_at) where answered_at is null;
create index flow_request_at on tangram.flow_request (at);
`
