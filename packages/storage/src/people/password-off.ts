/**
 * SQL: whether somebody (`p` is their row) may not use a password, as they sign in by a provider that has taken its place. One
 * administrator always may: one who is not linked if there is one, else the oldest with a password, so that somebody gets in when the
 * provider fails.
 */
export const isPasswordOff = `(exists (
    select from tangram.identity i join tangram.identity_provider v on v.id = i.provider and v.enabled and v.password_off where i.person = p.id)
  and p.id is distinct from (
    select k.id from tangram.person k where k.admin and k.active and k.deleted_at is null and k.password_hash is not null
    order by exists (select from tangram.identity i join tangram.identity_provider v on v.id = i.provider and v.enabled and v.password_off
      where i.person = k.id), k.created_at, k.id limit 1))`
