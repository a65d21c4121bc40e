import type { Port } from './node-type.ts'

/** The one way out of a node that has no outcomes. */
export const onward: Port[] = [{ id: 'out', label: { en: 'Next', 'zh-CN': '下一步' } }]
