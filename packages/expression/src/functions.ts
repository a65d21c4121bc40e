import type { LocalizedText } from '@tangram/data-model'

export type FunctionDescription = { op: string; group: string; label: LocalizedText }
export const functions: readonly FunctionDescription[] = []
