import type { LinkPrincipal } from '@tangram/access'
import {
  type Entity,
  type EntityDocument,
  type Id,
  inOrder,
  invariant,
  itemOf,
  type JsonObject,
  type LocalizedText,
  withDefaults,
} from '@tangram/data-model'
import { type FieldRegistry, type FieldType, type FormDocument, fieldTypeOf } from '@tangram/form-engine'
import type { Link, PublishedApp, Storage } from '@tangram/storage'
import { fail } from '../errors.ts'
import { asSystem } from '../system-principal.ts'
import { entityOfForm } from '../visible-app.ts'

export type LinkedForm = {
  form: FormDocument
  /** Only the fields the form shows. */
  entity: EntityDocument
  resolved: Entity
  app: { id: Id; label: LocalizedText; published: PublishedApp }
}

/**
 * The form a link opens, as it is or as it was in the version that somebody opened it from. Absent, closed and unpublished forms look the
 * same; one that is closed is closed to those who have it open too.
 *
 * @throws server.not-found 404, storage.version.unknown 404
 */
export async function formOfLink(
  storage: Storage,
  { link, principal }: { link: Link; principal: LinkPrincipal },
  { appVersion }: { appVersion?: number } = {},
): Promise<LinkedForm> {
  const { apps } = storage
  const system = asSystem('link')
  const published = appVersion === undefined ? await apps.get(system, link.app) : await apps.version(system, link.app, appVersion)
  const form = link.form === null ? undefined : itemOf(published.document.forms, link.form)
  if (!form) throw fail('server.not-found')
  if (principal.purpose === 'form') {
    const latest = appVersion === undefined ? form : await apps.latestForm(system, link.app, form.id)
    if (!form.public?.enabled || !latest?.public?.enabled) throw fail('server.not-found')
  }
  const entity = itemOf(published.document.entities, form.entity)
  const resolved = published.resolved.entity(form.entity)
  invariant(entity && resolved, `form ${form.id} of ${link.app} has no entity ${form.entity}`)
  return { form, entity: entityOfForm(entity, form), resolved, app: { id: link.app, label: published.document.label, published } }
}

/** The attribute the server numbers records by, if the entity has one. */
export function numberAttribute(entity: Entity): Id | undefined {
  return entity.order.find((id) => entity.attributes[id]?.serial !== undefined)
}

/** The fields of an entity (of a form's own, when it comes from a link) with what the registry knows about them. */
export function typedFields(entity: EntityDocument, registry: FieldRegistry): { id: Id; type: FieldType; config: JsonObject }[] {
  return inOrder(entity.fields).flatMap((field) => {
    const type = fieldTypeOf(registry, field.type)
    return type ? [{ id: field.id, type, config: withDefaults(type.config, field.config) }] : []
  })
}
