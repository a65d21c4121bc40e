import { administers, canDesign, type Principal } from '@tangram/access'
import { type AppDocument, checkApp, planPublish } from '@tangram/app-model'
import { type Id, invariant, isId, itemOf } from '@tangram/data-model'
import type { FormDocument } from '@tangram/form-engine'
import { actorOf, type Context } from '../context.ts'
import { fail } from '../errors.ts'
import { playFacts } from '../flows/play-facts.ts'
import { remembered } from '../memo.ts'
import { principalOf } from '../people/principal-of.ts'
import type { AppDraft, Apps, AppVersion, PublishedApp } from './apps.ts'
import { caseProblems } from './case-problems.ts'
import type { LoadedApp } from './loaded-app.ts'
import { publishDocument } from './publish.ts'
import { usedIdsReader } from './read-used-ids.ts'

export function createApps(context: Context): Apps {
  const { db, options } = context
  const usedIds = usedIdsReader(context)

  const mayDesign = (principal: Principal, document: AppDocument): boolean => canDesign(document.access, principal, document.id)

  /** Designing rights are those of the published app; nobody gives them to themselves in a draft. */
  const requireDesigner = async (principal: Principal, app: Id): Promise<void> => {
    if (administers(principal, 'system')) return
    const published = await context.apps.current(app).catch(() => undefined)
    if (!published || !mayDesign(principal, published.document)) throw fail('storage.design.forbidden')
  }

  const draftOf = async (app: Id): Promise<AppDraft> => {
    const { rows } = await db.pool.query<Omit<AppDraft, 'usedIds'>>(
      `select d.document, d.revision, a.version as "publishedVersion", d.updated_at as "updatedAt", d.updated_by as "updatedBy"
       from tangram.app_draft d join tangram.app a on a.id = d.app where a.id = $1`,
      [app],
    )
    if (!rows[0]) throw fail('storage.app.unknown', { app })
    return { ...rows[0], usedIds: await usedIds(app) }
  }

  return {
    list: async (principal) => {
      const { rows } = await db.pool.query<{ id: Id; version: number | null; document: AppDocument }>(
        `select a.id, a.version, coalesce(v.document, d.document) as document from tangram.app a
         left join tangram.app_version v on v.app = a.id and v.version = a.version left join tangram.app_draft d on d.app = a.id order by a.created_at`,
      )
      return rows.flatMap(({ id, version, document }) => {
        const designs = mayDesign(principal, document) && (version !== null || administers(principal, 'system'))
        const uses = version !== null && usesApp(principal, id)
        if (!designs && !uses) return []
        return [{ id, label: document.label, icon: document.icon ?? null, version, canDesign: designs }]
      })
    },
    get: async (principal, app) => {
      const published = shown(await context.apps.current(app))
      if (!usesApp(principal, app) && !mayDesign(principal, published.document)) throw fail('storage.app.unknown', { app })
      return published
    },
    version: async (principal, app, version) => {
      if (!usesApp(principal, app)) await requireDesigner(principal, app)
      return shown(await context.apps.version(app, version))
    },
    latestForm: async (_, app, form) => {
      const current = itemOf((await context.apps.current(app)).document.forms, form)
      if (current) return current
      const { rows } = await db.pool.query<{ form: FormDocument }>(
        `select document #> array['forms', 'items', $2] as form from tangram.app_version
         where app = $1 and document #> array['forms', 'items', $2] is not null order by version desc limit 1`,
        [app, form],
      )
      return rows[0]?.form ?? null
    },
    create: async (principal, document) => {
      if (!administers(principal, 'system')) throw fail('storage.admin.required')
      // The id becomes the name of a PostgreSQL schema.
      if (!isId(document.id) || reservedSchemas.has(document.id) || document.id.startsWith('pg_'))
        throw fail('storage.app.bad-id', { app: String(document.id) }, { path: '/id' })
      const { rowCount: taken } = await db.pool.query(
        'select from pg_namespace where nspname = $1 and not exists (select from tangram.app where id = $1)',
        [document.id],
      )
      if (taken) throw fail('storage.app.schema-taken', { app: document.id }, { path: '/id' })
      const { rowCount } = await db.pool.query(
        `with made as (insert into tangram.app (id, created_at, created_by) values ($1, $3, $4) on conflict do nothing returning id)
         insert into tangram.app_draft (app, document, updated_at, updated_by) select id, $2, $3, $4 from made`,
        [document.id, JSON.stringify(document), context.now(), actorOf(principal)],
      )
      if (rowCount === 0) throw fail('storage.app.exists', { app: document.id })
      return { id: document.id, revision: 1 }
    },
    draft: async (principal, app) => {
      await requireDesigner(principal, app)
      return draftOf(app)
    },
    saveDraft: async (principal, app, document, ifRevision) => {
      await requireDesigner(principal, app)
      if (document.id !== app) throw fail('storage.app.bad-id', { app: String(document.id) }, { path: '/id' })
      const { rows } = await db.pool.query<{ revision: number }>(
        `update tangram.app_draft set document = $2, revision = revision + 1, updated_at = $4, updated_by = $5 where app = $1 and revision = $3 returning revision`,
        [app, JSON.stringify(document), ifRevision, context.now(), actorOf(principal)],
      )
      if (!rows[0]) throw fail('storage.draft.stale', {}, { details: { current: await draftOf(app) } })
      return { revision: rows[0].revision }
    },
    versions: async (principal, app) => {
      await requireDesigner(principal, app)
      const { rows } = await db.pool.query<AppVersion & { byId: string | null; byName: string | null }>(
        `select v.version, v.published_at as "publishedAt", v.note, v.diff, v.version = a.version as current, p.id as "byId", p.name as "byName"
         from tangram.app_version v join tangram.app a on a.id = v.app left join tangram.person p on p.id = v.published_by
         where v.app = $1 order by v.version desc limit 200`,
        [app],
      )
      return rows.map(({ byId, byName, ...row }) => ({ ...row, by: byId === null || byName === null ? null : { id: byId, name: byName } }))
    },
    publisher: async (app) => {
      const { rows } = await db.pool.query<{ person: string | null }>(
        'select v.published_by as person from tangram.app a join tangram.app_version v on v.app = a.id and v.version = a.version where a.id = $1',
        [app],
      )
      const person = rows[0]?.person
      return person ? ((await principalOf(db, person)) ?? null) : null
    },
    plan: async (principal, app) => {
      await requireDesigner(principal, app)
      const [{ document, usedIds: used }, published] = await Promise.all([draftOf(app), context.apps.current(app).catch(() => undefined)])
      const diagnostics = checkApp(document, options.platform)
      const isSound = diagnostics.every(({ severity }) => severity !== 'error')
      const plan = isSound ? planPublish(published?.document ?? null, document, options.platform, { used }) : undefined
      const { rows } = await db.pool.query<{ n: number }>(
        `select count(*) as n from tangram.flow_instance where app = $1 and status = 'running'`,
        [app],
      )
      const cases = isSound ? await caseProblems(context, principal, document) : []
      const all = [...diagnostics, ...(plan?.diagnostics ?? []), ...cases]
      return {
        diff: plan?.diff ?? [],
        diagnostics: all,
        canPublish: all.every(({ severity }) => severity !== 'error'),
        runningInstances: rows[0]?.n ?? 0,
      }
    },
    publish: async (principal, app, more = {}) => {
      await requireDesigner(principal, app)
      const { document } = await draftOf(app)
      return publishDocument(context, {
        principal,
        app,
        document,
        playsCases: true,
        note: more.note ?? null,
        onProgress: more.onProgress,
        usedIds,
      })
    },
    playFacts: async (principal, about, need) => {
      await requireDesigner(principal, about.app)
      return playFacts(context, principal, about, need)
    },
    restore: async (principal, app, version) => {
      await requireDesigner(principal, app)
      const { document } = await context.apps.version(app, version)
      invariant(document.id === app, 'a version belongs to its app')
      return publishDocument(context, { principal, app, document, playsCases: false, note: `↩ ${version}`, usedIds })
    },
  }
}

const reservedSchemas: ReadonlySet<string> = new Set(['tangram', 'public', 'information_schema'])

function usesApp(principal: Principal, app: Id): boolean {
  if (principal.kind === 'system') return true
  if (principal.kind === 'link') return principal.app === app
  return principal.admin || (Object.hasOwn(principal.roles, app) && (principal.roles[app]?.length ?? 0) > 0)
}

const known = new WeakMap<LoadedApp, PublishedApp>()

/** The same object each time: what is compiled from a version is kept with it. Compiling anew took a fifth of what a step of a process costs. */
function shown(app: LoadedApp): PublishedApp {
  const { id, version, document, resolved } = app
  return remembered(known, app, () => ({ id, version, document, resolved }))
}
