import type { Platform } from '@tangram/app-model'
import { type Id, inOrder, invariant } from '@tangram/data-model'
import { entityScope, type Scope } from '@tangram/expression'
import { type CompiledProcess, type CompiledSla, compileProcess, compileSla, flowScope, slaScope } from '@tangram/flow-engine'
import { type CompiledRule, compileRule, ruleScope } from '@tangram/rule-engine'
import type { PublishedApp } from '@tangram/storage'

/** Processes, rules and agreements of one version of an app, ready to run. */
export type CompiledApp = { processes: ReadonlyMap<Id, CompiledProcess>; rules: readonly CompiledRule[]; slas: readonly CompiledSla[] }

/** Compiled once per published version and process; storage keeps the version object as long as it is in use. */
export function createCompiler(platform: Platform): (app: PublishedApp) => CompiledApp {
  const known = new WeakMap<PublishedApp, CompiledApp>()
  return (app) => {
    const compiled = known.get(app) ?? compile(app, platform)
    known.set(app, compiled)
    return compiled
  }
}

function compile(app: PublishedApp, platform: Platform): CompiledApp {
  const { document, resolved } = app
  const scopeOf = (id: Id): Scope => {
    const entity = resolved.entity(id)
    invariant(entity, `app ${app.id} ${app.version} has no entity ${id}, yet a published app was checked`)
    return entityScope(entity, (other) => resolved.entity(other))
  }
  const registry = { ...platform, calendars: document.calendars }
  const processes = inOrder(document.processes).map(
    (process) => [process.id, compileProcess(process, registry, flowScope(scopeOf(process.entity))).process] as const,
  )
  const rules = inOrder(document.rules).map((rule) => compileRule(rule, platform, ruleScope(scopeOf(rule.entity))).rule)
  const slas = inOrder(document.slas).map((sla) => compileSla(sla, registry, slaScope(scopeOf(sla.entity))).sla)
  return { processes: new Map(processes), rules, slas }
}
