import type { LinkPrincipal } from '@tangram/access'
import { itemOf } from '@tangram/data-model'
import { actorOf, type Context } from '../context.ts'
import { fail } from '../errors.ts'
import { isUuid } from '../uuid.ts'
import { answerLink, hashOfToken, issueLink, linkColumns, tokenOfLink } from './issue-link.ts'
import type { Link, Links } from './links.ts'

export function createLinks(context: Context): Links {
  const { db, options } = context
  const tokenFor = (link: Link) => tokenOfLink(options.secret, link.id)
  return {
    issue: async (principal, link, trx) => {
      if (principal.kind === 'link') throw fail('storage.link.unknown')
      const made = await issueLink(context, trx?.client ?? db.pool, actorOf(principal), link)
      return { link: made, token: tokenFor(made) }
    },
    find: async (token) => {
      const { rows } = await db.pool.query<Link>({
        name: 'link.find',
        text: `select ${linkColumns} from tangram.link l where l.token_hash = $1 and l.revoked_at is null and (l.expires_at is null or l.expires_at > $2)`,
        values: [hashOfToken(token), context.now()],
      })
      const [link] = rows
      if (!link) return null
      const { id, app, purpose, form, entity, record } = link
      const principal: LinkPrincipal = { kind: 'link', id, app, purpose, form, entity, record, locale: 'zh-CN', zone: options.zone }
      return { link, principal }
    },
    tokenOf: async (principal, id) => {
      if (principal.kind !== 'system') throw fail('storage.link.unknown')
      return tokenOfLink(options.secret, id)
    },
    publicForm: async (principal, app, form) => {
      if (principal.kind === 'link') throw fail('storage.link.unknown')
      const { document } = await context.apps.current(app)
      const found = itemOf(document.forms, form)
      if (!found?.public?.enabled) throw fail('storage.form.unknown', { form })
      return tokenFor(
        await issueLink(context, db.pool, null, { app, purpose: 'form', form, entity: found.entity, key: `form:${app}:${form}` }),
      )
    },
    answer: (principal, answer, trx) => answerLink(trx?.client ?? db.pool, principal.id, context.now(), answer),
    revoke: async (principal, id) => {
      if (principal.kind === 'link' || !isUuid(id)) throw fail('storage.link.unknown')
      await db.pool.query('update tangram.link set revoked_at = $2, key = null where id = $1 and revoked_at is null', [id, context.now()])
    },
  }
}
