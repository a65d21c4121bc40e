import type { Mark } from '@tangram/report-engine'

/** What every drawn spec is given: the report's name, and what to do with a click. */
export type SpecProps<Spec> = { spec: Spec; title: string; onMark: ((mark: Mark) => void) | undefined }
