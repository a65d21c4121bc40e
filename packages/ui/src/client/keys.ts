import type { Id } from '@tangram/data-model'

/** Cache keys: the first part says what kind, then app, entity and id, so that live events can name what went stale. */
export const keys = {
  session: ['session'] as const,
  apps: ['apps'] as const,
  app: (app: Id) => ['app', app] as const,
  draft: (app: Id) => ['draft', app] as const,
  plan: (app: Id) => ['draft', app, 'plan'] as const,
  versions: (app: Id) => ['versions', app] as const,
  entity: (app: Id, entity: Id) => ['records', app, entity] as const,
  record: (app: Id, entity: Id, id: string) => ['records', app, entity, 'one', id] as const,
  formDrafts: (app: Id, entity: Id) => ['form-drafts', app, entity] as const,
  tasks: ['tasks'] as const,
  task: (id: string) => ['tasks', 'one', id] as const,
  initiated: ['initiated'] as const,
  copies: ['copies'] as const,
  instances: ['instances'] as const,
  instance: (id: string) => ['instances', 'one', id] as const,
  standIns: ['stand-ins'] as const,
  reports: (app: Id) => ['reports', app] as const,
  people: ['people'] as const,
  teams: ['teams'] as const,
  notifications: ['notifications'] as const,
  outgoing: ['outgoing'] as const,
  incidents: ['incidents'] as const,
  linkable: (app: Id) => ['linked-tables', app] as const,
  import: (id: string) => ['import', id] as const,
}
