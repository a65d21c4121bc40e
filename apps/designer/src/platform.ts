import { defaultPlatform } from '@tangram/app-model'
import { type FieldType, fieldTypeOf } from '@tangram/form-engine'

/** The registries this designer draws its palettes and panels from. */
export const platform = defaultPlatform

export function fieldTypeNamed(type: string): FieldType | undefined {
  return fieldTypeOf(platform.fields, type)
}
