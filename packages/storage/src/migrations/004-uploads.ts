/** What strangers upload is limited. */
export const uploads = `
-- Uploads by link: from where (a keyed hash, not the address), how much waits for a submission, how much came within the hour.
alter table tangram.file add column origin text;
create index file_waiting on tangram.file (link) where state = 'staged' and link is not null;
create index file_origin on tangram.file (origin, created_at) where origin is not null;
`
