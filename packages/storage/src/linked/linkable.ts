import type { SourceTable } from '@tangram/app-model'
import type { LinkableTable } from './catalogue.ts'

/** Tables and views beside those of apps that an operator allows apps to read. */
export type Linkable = {
  /** The schemas that are allowed and hold no app. */
  schemas(): Promise<string[]>
  tables(): Promise<LinkableTable[]>
  /** @throws storage.linked.unknown 404, also where its schema is not allowed */
  table(schema: string, table: string): Promise<SourceTable & { sample: { [column: string]: string | null }[] }>
}
