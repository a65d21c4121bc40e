import { type AppDocument, resolveApp } from '@tangram/app-model'
import type { ValueType } from '@tangram/data-model'
import { entityScope, rowScope, type Scope } from '@tangram/expression'
import { flowScope, type ProcessDocument, slaScope } from '@tangram/flow-engine'
import { ruleScope } from '@tangram/rule-engine'
import { useLocale } from '@tangram/ui'
import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { useDraft } from '../draft/draft-context.tsx'
import { platform } from '../platform.ts'
import { useFlow } from './flow-context.ts'

/** What names mean where a setting stands: in a process there are also `$outcome` and its like, in a rule `$old`, in an agreement `$sla`. */
type Place = 'record' | 'flow' | 'rule' | 'sla'

const PlaceContext = createContext<Place>('record')

export function NamesOf({ place, children }: { place: Place; children: ReactNode }) {
  return <PlaceContext value={place}>{children}</PlaceContext>
}

/** A sub-form, within whose rows settings stand. */
type Row = { entity: string; subform: string }

const RowContext = createContext<Row | null>(null)

/** Settings of columns: names of the table mean those of a row, the record around it is `$parent`. */
export function NamesOfRow({ entity, subform, children }: Row & { children: ReactNode }) {
  const row = useMemo(() => ({ entity, subform }), [entity, subform])
  return <RowContext value={row}>{children}</RowContext>
}

/** The names conditions, values and texts may use here about a record or row of this table; undefined for a table that is not there. */
export function useScope(entity: string | undefined): Scope | undefined {
  const row = useContext(RowContext)
  return useScopeOf(entity, row?.entity === entity ? row?.subform : undefined)
}

/** The names of any record of this table, wherever the setting stands. */
export const useRecordScope = (entity: string | undefined): Scope | undefined => useScopeOf(entity, undefined)

function useScopeOf(entity: string | undefined, subform: string | undefined): Scope | undefined {
  const { document } = useDraft()
  const place = useContext(PlaceContext)
  const flow = useFlow()
  return useMemo(() => {
    if (entity === undefined) return undefined
    const key = `${place} ${entity} ${subform ?? ''} ${flow?.id ?? ''}`
    return remembered(scopes, document, key, () => makeScope(document, entity, place, subform, flow))
  }, [document, entity, place, subform, flow])
}

/** One panel has many settings that ask for the same names: each version of the document gives them once. */
const scopes = new WeakMap<AppDocument, Map<string, Scope | undefined>>()
const listed = new WeakMap<Scope, Map<string, Name[]>>()

function remembered<Of extends object, T>(known: WeakMap<Of, Map<string, T>>, of: Of, key: string, make: () => T): T {
  const ofThis = known.get(of) ?? new Map<string, T>()
  known.set(of, ofThis)
  const found = ofThis.get(key) ?? make()
  ofThis.set(key, found)
  return found
}

function makeScope(
  document: AppDocument,
  entity: string,
  place: Place,
  subform: string | undefined,
  flow: ProcessDocument | null,
): Scope | undefined {
  const app = resolveApp(document, platform)
  const resolved = app.reportSource(entity)
  if (!resolved) return undefined
  if (subform !== undefined) {
    const attribute = Object.hasOwn(resolved.attributes, subform) ? resolved.attributes[subform] : undefined
    return attribute?.rows && rowScope(resolved, attribute, (id) => app.entity(id))
  }
  const scope = entityScope(resolved, (id) => app.entity(id), { old: place === 'rule' })
  if (place === 'flow') return flowScope(scope, flow ?? undefined)
  if (place === 'sla') return slaScope(scope)
  return place === 'rule' ? ruleScope(scope) : scope
}

export type Name = { path: string; label: string; type: ValueType | undefined }

/** Everything one can choose in a scope, fields first; `$…` names are those the situation gives. */
export function useNames(scope: Scope | undefined): Name[] {
  const { locale } = useLocale()
  return useMemo(() => (scope ? remembered(listed, scope, locale, () => namesIn(scope, locale)) : []), [scope, locale])
}

function namesIn(scope: Scope, locale: 'zh-CN' | 'en'): Name[] {
  const paths = [...new Set((scope.names?.() ?? []).map(({ path }) => path.join('.')))]
  return paths.map((path) => ({ path, label: nameLabel(scope, path, locale), type: scope.typeOf(path.split('.')) }))
}

/** `product.line` as “Product · Line”. */
export function nameLabel(scope: Scope | undefined, path: string, locale: 'zh-CN' | 'en'): string {
  const whole = path.split('.')
  if (path.startsWith('$')) return scope?.labelOf?.(whole, locale) ?? path
  return whole.map((segment, at) => scope?.labelOf?.(whole.slice(0, at + 1), locale) ?? segment).join(' · ')
}
