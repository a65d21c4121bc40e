import type { Cell, Mark } from '@tangram/report-engine'

/** What every drawn spec is given: the report's name, what to do with a click, and the cell that stands out. */
export type SpecProps<Spec> = { spec: Spec; title: string; onMark: ((mark: Mark) => void) | undefined; chosen?: Cell | undefined }
