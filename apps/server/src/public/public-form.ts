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

/** The form a link opens. Absent, closed and unpublished forms look the same. @throws server.not-found 404 */
export async function formOfLink(storage: Storage, { link, principal }: { link: Link; principal: LinkPrincipal }): Promise<LinkedForm> {
  const published = await storage.apps.get(asSystem('link'), link.app)
  const form = link.form === null ? undefined : itemOf(published.document.forms, link.form)
  if (!form || (principal.purpose === 'form' && !form.public?.enabled)) throw fail('server.not-found')
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
