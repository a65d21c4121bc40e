/** Finds what housekeeping removes, and the notifications of a task, without reading whole tables. */
export const tidying = `
create index notification_read on tangram.notification (read_at) where read_at is not null;
create index notification_unread_task on tangram.notification (task) where task is not null and read_at is null;
`
