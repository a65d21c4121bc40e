import type { Mutant } from '../mutant.ts'

const overHttp = 'apps/server/src/people.integration.test.ts'
const stored = 'packages/storage/src/people/directory.integration.test.ts'

/** Who belongs to the organisation, and how they come by a password. */
export const people: readonly Mutant[] = [
  {
    name: 'people: two administrators may remove one another at once',
    file: 'packages/storage/src/people/keep-administrator.ts',
    find: `await client.query(\`select pg_advisory_xact_lock(hashtextextended('tangram.administrators', 0))\`)`,
    replace: '',
    test: stored,
  },
  {
    name: 'people: whoever is suspended stays signed in',
    file: 'packages/storage/src/people/create-directory.ts',
    find: `await trx.client.query('delete from tangram.session where person = $1', [id])
        await trx.client.query('update tangram.invitation`,
    replace: `await trx.client.query('update tangram.invitation`,
    test: stored,
  },
  {
    name: 'people: an invitation outlives a suspension',
    file: 'packages/storage/src/people/create-directory.ts',
    find: 'where person = $1 and closed_at is null',
    replace: 'where person = $1 and closed_at is not null',
    test: stored,
  },
  {
    name: 'people: an invitation serves twice',
    file: 'packages/storage/src/people/create-invitations.ts',
    find: 'where i.token_hash = $1 and i.closed_at is null and i.expires_at > $2 and p.id',
    replace: 'where i.token_hash = $1 and i.expires_at > $2 and p.id',
    test: stored,
  },
  {
    name: 'people: the address of an invitation lies in the outbox',
    file: 'apps/server/src/people/send-invitation.ts',
    find: 'const mail = mailOf(services, invitation, hidden)',
    replace: "const mail = mailOf(services, invitation, invitationAddress(services, (invitation as { token?: string }).token ?? ''))",
    test: overHttp,
  },
  {
    name: 'people: two of the same address can be reset by it',
    file: 'packages/storage/src/people/create-invitations.ts',
    find: 'return rows.length === 1 ? (rows[0]?.id ?? null) : null',
    replace: 'return rows[0]?.id ?? null',
    test: stored,
  },
  {
    name: 'people: a reset signs in past the authenticator',
    file: 'apps/server/src/routes/invitations.ts',
    find: `if (purpose === 'reset') return sessionAnswer(services, null)`,
    replace: '',
    test: overHttp,
  },
  {
    name: 'people: two moves make a circle of departments',
    file: 'packages/storage/src/people/create-units.ts',
    find: `await trx.client.query(\`select pg_advisory_xact_lock(hashtextextended('tangram.departments', 0))\`)`,
    replace: '',
    test: stored,
  },
  {
    name: 'people: a change of what was read long ago overwrites',
    file: 'packages/storage/src/people/create-directory.ts',
    find: 'if (before.version !== version) throw',
    replace: 'if (before.version < version) throw',
    test: stored,
  },
]
