import type { AccessDocument } from '@tangram/access'
import type { Collection, EntityDocument, Id, LocalizedText } from '@tangram/data-model'
import type { CalendarDocument, ProcessDocument, SlaDocument } from '@tangram/flow-engine'
import type { FormDocument } from '@tangram/form-engine'
import type { DashboardDocument, ReportDocument } from '@tangram/report-engine'
import type { RuleDocument } from '@tangram/rule-engine'

/** A whole app. The one thing the designer edits, the server runs and a template is. */
export type AppDocument = {
  /** Version of this format; `migrateApp` brings older documents here. */
  format: 1
  id: Id
  label: LocalizedText
  description?: LocalizedText
  icon?: string
  entities: Collection<EntityDocument>
  forms: Collection<FormDocument>
  processes: Collection<ProcessDocument>
  rules: Collection<RuleDocument>
  /** When work is done; agreements and processes count by them. */
  calendars?: Collection<CalendarDocument>
  /** What is promised about records, and by when. */
  slas?: Collection<SlaDocument>
  reports: Collection<ReportDocument>
  dashboards: Collection<DashboardDocument>
  /** Lists people see, one per menu entry. */
  views: Collection<ViewDocument>
  access: AccessDocument
}

/** A list of records: its columns, sort and filter. */
export type ViewDocument = {
  id: Id
  label: LocalizedText
  entity: Id
  columns: Id[]
  sort?: { by: Id; dir?: 'asc' | 'desc' }[]
  where?: import('@tangram/expression').Logic
  /** The form that creates and opens records of this list. */
  form?: Id
}
