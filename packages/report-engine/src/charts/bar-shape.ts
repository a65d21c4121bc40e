import type { JsonObject } from '@tangram/data-model'

export const barShape: JsonObject = { type: 'bar', barMaxWidth: 36, barMinHeight: 1, itemStyle: { borderRadius: 3 } }

/** Without round corners, which would leave gaps in a stack. */
export const stackedBarShape: JsonObject = { type: 'bar', barMaxWidth: 36 }
