import { createPlatform, defaultPlatform, type Platform } from '@tangram/app-model'
import { type FieldType, fieldTypeOf } from '@tangram/form-engine'
import { type FormParts, loadPlugIns, type PlugIn, withPlugIns } from '@tangram/ui'

// Waited for here, so that nothing of the designer is drawn, or even loaded, before its palettes are whole.
const plugIns = await loadPlugIns(async () => (await import('./lent.ts')).lent)

/** The registries this designer draws its palettes and panels from: those that ship with Tangram and those of the server's plug-ins. */
export const platform: Platform = withRegistries(plugIns)

/** What its forms are made of. */
export const formParts: FormParts = withPlugIns({ fieldTypes: defaultPlatform.fields }, plugIns)

export function fieldTypeNamed(type: string): FieldType | undefined {
  return fieldTypeOf(platform.fields, type)
}

function withRegistries(added: readonly PlugIn[]): Platform {
  if (added.length === 0) return defaultPlatform
  const { fields, nodes, triggers, actions, charts } = defaultPlatform
  return createPlatform({
    fields: [...fields, ...added.flatMap((one) => one.fields ?? [])],
    nodes: [...nodes, ...added.flatMap((one) => one.nodes ?? [])],
    triggers: [...triggers, ...added.flatMap((one) => one.triggers ?? [])],
    actions: [...actions, ...added.flatMap((one) => one.actions ?? [])],
    charts: [...charts, ...added.flatMap((one) => one.charts ?? [])],
  })
}
