import { type Attribute, type Entity, type Id, idTypeOf, recordAttributes, reference, type ValueType } from '@tangram/data-model'
import { entityScope, type Scope } from '@tangram/expression'

/** What the paths of a report mean: those of its formulas by `typeOf`, where a path into many rows is a list, and each value by `follow`. */
export type ReportScope = Pick<Scope, 'typeOf'> & {
  follow?(path: readonly string[]): Followed | undefined
}

export type Followed = {
  /** Of one value at the end of the path. */
  type: ValueType
  /** The longest beginning of the path that ends in a step into many rows; empty: the record itself. */
  grain: readonly string[]
}

/** How many steps a path may have. */
const maxPath = 8

/** The type and the grain of a path; a scope that follows none has single values of the record alone. */
export function followed(scope: ReportScope, path: readonly string[]): Followed | undefined {
  if (scope.follow) return scope.follow(path)
  const type = scope.typeOf(path)
  return type && { type, grain: [] }
}

/**
 * The paths a report over one entity may take: along references, into sub-forms, several references and choices, and back along a
 * reference from the records that point here (`order:customer`).
 */
export function entityReportScope(entity: Entity, entities: (id: Id) => Entity | undefined): ReportScope & Scope {
  const scope = entityScope(entity, entities)
  const follow = (path: readonly string[]): Followed | undefined => {
    let place: Place | undefined = recordPlace(entity)
    let found: Followed | undefined
    if (path.length > maxPath) return undefined
    for (const [i, step] of path.entries()) {
      const next: Step | undefined = place && stepFrom(place, step, entities)
      if (!next) return undefined
      found = { type: next.type, grain: next.many ? path.slice(0, i + 1) : (found?.grain ?? []) }
      place = next.place
    }
    return found
  }
  return { ...scope, follow }
}

/** Where a step begins: a record, a row of a sub-form, the two ends of a range. */
type Place = { entity?: Entity; attributeOf(id: string): Pick<Attribute, 'valueType' | 'rows'> | undefined }
type Step = { type: ValueType; many: boolean; place?: Place | undefined }

const recordPlace = (entity: Entity): Place => ({
  entity,
  attributeOf: (id) => {
    if (Object.hasOwn(entity.attributes, id)) return entity.attributes[id]
    if (id === 'id') return { valueType: idTypeOf(entity) }
    return Object.hasOwn(recordAttributes, id) ? recordAttributes[id as keyof typeof recordAttributes] : undefined
  },
})

function stepFrom(place: Place, step: string, entities: (id: Id) => Entity | undefined): Step | undefined {
  const [child, back, ...more] = step.split(':')
  if (back !== undefined) return place.entity && more.length === 0 ? pointingHere(place.entity, child as string, back, entities) : undefined
  const attribute = place.attributeOf(step)
  const type = attribute?.valueType
  if (!type) return undefined
  switch (type.kind) {
    case 'reference': {
      const target = entities(type.to)
      // Its own id is the end of a path: a step further would be the record it is the id of.
      return {
        type: reference(type.to, false, type.key),
        many: type.many === true,
        place: step === 'id' || !target ? undefined : recordPlace(target),
      }
    }
    case 'rows':
      return { type, many: true, place: { attributeOf: (id) => own(attribute?.rows?.attributes, id) } }
    case 'list':
      return { type: type.of, many: true }
    case 'range':
      return { type, many: false, place: { attributeOf: (id) => (id === 'start' || id === 'end' ? { valueType: type.of } : undefined) } }
    default:
      return { type, many: false }
  }
}

function pointingHere(entity: Entity, child: Id, field: Id, entities: (id: Id) => Entity | undefined): Step | undefined {
  const from = entities(child)
  const type = from && recordPlace(from).attributeOf(field)?.valueType
  const points = type?.kind === 'reference' && !type.many && type.to === entity.id && field !== 'id'
  return from && points ? { type: idTypeOf(from), many: true, place: recordPlace(from) } : undefined
}

const own = <Value>(values: { [id: string]: Value } | undefined, id: string): Value | undefined =>
  values && Object.hasOwn(values, id) ? values[id] : undefined
