import type { PersonPrincipal } from '@tangram/access'
import type { Id, Instant, LocalizedText } from '@tangram/data-model'
import type { Session } from './sessions.ts'

/** Somebody, or whoever holds just these roles of an app and is in no team. */
export type Whom = { person: string } | { app: Id; roles: readonly Id[] }

/** What an administrator sees with. `principal` has the rights of the other and says in `seenBy` who looks. */
export type SeenAs = {
  principal: PersonPrincipal
  /** Null: by roles alone, and those are in `roles`. */
  person: { id: string; name: string } | null
  roles: { id: Id; label: LocalizedText }[]
  by: { id: string; name: string }
  until: Instant
}

/** “See as”: for half an hour a session reads with the rights of somebody else, and writes nothing. */
export type SeeAs = {
  /** @throws storage.admin.required 403, storage.person.unknown 404, storage.see-as.administrator 422, storage.role.unknown 404 */
  begin(session: Session, whom: Whom): Promise<SeenAs>
  end(session: Pick<Session, 'id'>): Promise<void>
  /** Null for a session that is its own: also when the time is over, the person is suspended or whoever looks is no administrator any more. */
  of(session: Session): Promise<SeenAs | null>
}
