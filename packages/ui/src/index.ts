/**
 * What portal and designer share: the look, the texts, the data, forms, records and charts.
 *
 *     import '@tangram/ui/styles.css'
 *     import { AppShell, Logo, TangramProvider } from '@tangram/ui'
 *
 *     createRoot(root).render(<TangramProvider><AppShell brand={<Logo />}>…</AppShell></TangramProvider>)
 */

// The page.

export { i18n, type MessageLoader, registerMessages } from './i18n/i18n.ts'
export { InLanguage } from './i18n/in-language.tsx'
export { type LocaleState, useLocale } from './i18n/locale.ts'
export { type MessageValues, type Translate, translationOf } from './i18n/translation-of.ts'
export { useTranslation } from './i18n/use-translation.ts'
export { PageProvider, type PageProviderProps } from './page-provider.tsx'
export { AppShell, type AppShellProps, PageHeader, type PageHeaderProps } from './shell/app-shell.tsx'
export { QrCode } from './shell/qr-code.tsx'
export { Keys, type Shortcut, ShortcutsProvider, useShortcuts } from './shell/shortcuts.tsx'
export { SidePanel, type SidePanelProps } from './shell/side-panel.tsx'
export { TangramProvider, type TangramProviderProps } from './tangram-provider.tsx'

// The look.

export { type FigureName, figureOf, figures } from './brand/figures.ts'
export { Logo } from './brand/logo.tsx'
export { TangramFigure, type TangramFigureProps } from './brand/tangram-figure.tsx'
export { Icon } from './icons/icon.tsx'
export { icons } from './icons/icons.ts'
export { InScheme } from './theme/in-scheme.tsx'
export { theme } from './theme/theme.ts'
export {
  breakpoint,
  chartPalette,
  hues,
  motion,
  neutral,
  neutralDark,
  radius,
  rowHeight,
  type SemanticColors,
  semantic,
  spacing,
  touchTarget,
} from './tokens.ts'

// Waiting, nothing, trouble.

export { Delayed, SkeletonLines } from './feedback/delayed.tsx'
export { EmptyState, type EmptyStateProps } from './feedback/empty-state.tsx'
export { ErrorBoundary } from './feedback/error-boundary.tsx'
export { ErrorState, isOfSource, problemText } from './feedback/error-state.tsx'
export { mendLostParts } from './feedback/lost-part.ts'
export { type Notice, notify } from './feedback/notify.tsx'
export { ProgressBar, type ProgressBarProps } from './feedback/progress-bar.tsx'

// The server.

export { ApiProblem, type FieldProblem, type ProblemDetails } from './client/api-problem.ts'
export {
  useApp,
  useApps,
  useDraft,
  usePublish,
  usePublishPlan,
  useRestoreVersion,
  useSaveDraft,
  useVersions,
} from './client/app-hooks.ts'
export { useClient } from './client/client-context.ts'
export { type Client, createClient, type RequestOptions, type UploadOptions } from './client/create-client.ts'
export type { DrillPage } from './client/drill-page.ts'
export {
  type FormDraftSummary,
  useDiscardFormDraft,
  useFormDraft,
  useFormDrafts,
  useSaveFormDraft,
} from './client/form-draft-hooks.ts'
export {
  type InstanceFilter,
  useCopies,
  useInitiated,
  useInstance,
  useInstances,
  useReadCopies,
  useStartProcess,
} from './client/instance-hooks.ts'
export { keys } from './client/keys.ts'
export {
  type LinkableColumn,
  type LinkableDetail,
  type LinkableTable,
  useLinkableTable,
  useLinkableTables,
} from './client/linked-hooks.ts'
export {
  useDismissIncident,
  useIncidents,
  useNotifications,
  useOutgoingMessages,
  usePeople,
  useReadNotifications,
  useRetryIncidents,
  useTeams,
} from './client/organisation-hooks.ts'
export {
  answerPublicLink,
  type LinkAnswer,
  lookUpProgress,
  readPublicForm,
  readPublicLink,
  submitPublicForm,
} from './client/public-calls.ts'
export {
  recordsPath,
  useCreateRecord,
  useOptions,
  useProcess,
  useRecord,
  useRecordCount,
  useRecordSlas,
  useRecords,
  useRemoveRecord,
  useTimeline,
  useUpdateRecord,
} from './client/record-hooks.ts'
export { useRights, type Whose } from './client/rights-hooks.ts'
export {
  type AdministratorsChange,
  type SignInOperation,
  useAdministrators,
  useBeginSecondFactor,
  useChangeAdministrators,
  useChangePassword,
  useChangeSecuritySettings,
  useConfirmSecondFactor,
  useEndSessions,
  useOwnSecurity,
  useOwnSessions,
  usePasswordRules,
  useRemoveSecondFactor,
  useRenewRecoveryCodes,
  useSecuritySettings,
  useSignInOf,
  useSignInOperation,
} from './client/security-hooks.ts'
export { useEndSeeAs, useSeeAs } from './client/see-as-hooks.ts'
export {
  type SignInOptions,
  useAcceptInvitation,
  useSession,
  useSetup,
  useSignIn,
  useSignInWithCode,
  useSignOut,
  useTrialPeople,
  useTrialSignIn,
  useUpdateMe,
} from './client/session-hooks.ts'
export { type NewStandIn, useAddStandIn, useHandOver, useRemoveStandIn, useStandIns } from './client/stand-in-hooks.ts'
export {
  type TaskFilter,
  useCompleteTask,
  useCompleteTasks,
  useFlowOperation,
  useTask,
  useTaskApp,
  useTaskCounts,
  useTasks,
} from './client/task-hooks.ts'
export type {
  ActionExplained,
  Administrators,
  AppEntityRights,
  AppForReader,
  AppSummary,
  AppVersion,
  BatchResult,
  CompleteTask,
  CopyItem,
  Draft,
  DrawnNode,
  DrawnProcess,
  Duty,
  FieldExplained,
  FileRef,
  Incident,
  InitiatedRecord,
  InstanceDetail,
  InstanceIncident,
  InstanceOperation,
  InstanceStatus,
  InstanceSummary,
  InstanceVisit,
  LiveEvent,
  Named,
  NotificationItem,
  OptionItem,
  OutgoingMessage,
  OwnSecurity,
  PlannedChange,
  ProcessNodeState,
  ProcessState,
  Progress,
  PublicForm,
  PublicLink,
  PublishPlan,
  RecordList,
  RecordListQuery,
  RightsExplained,
  SecurityBounds,
  SecuritySettings,
  Session,
  SlaState,
  StandIn,
  Submission,
  TaskCounts,
  TaskDetail,
  TaskList,
  TaskOffer,
  TaskOperation,
  TaskOutcome,
  TaskSigner,
  TaskStatus,
  TaskSummary,
  TimelineEntry,
  TrialPerson,
  Verdict,
} from './client/types.ts'
export { useLive } from './client/use-live.ts'
export { type Load, useLoad } from './client/use-load.ts'

// Rights in words.
export { RightsView } from './rights/rights-view.tsx'

// Words for values.

export { formatBytes, formatMoney, formatNumber, formatPercent } from './format/numbers.ts'
export { dayIn, formatDate, formatDuration, formatInstant, formatRelative, instantOf } from './format/times.ts'
export { useFormat } from './format/use-format.ts'

// Forms.

export { type DraftPlace, forgetDraft, type SavedDraft } from './form/form-draft.ts'
export { FormField, type FormFieldProps } from './form/form-field.tsx'
export { type FormParts, FormPartsContext, useFormParts } from './form/form-parts.ts'
export { type FormSources, publicSources, recordSources } from './form/form-sources.ts'
export { createFormUploads, type FormUploads } from './form/form-uploads.ts'
export { type FormHandle, FormView, type FormViewProps } from './form/form-view.tsx'
export { restrictForm } from './form/restrict-form.ts'
export { AsOnPhone } from './form/rows/as-on-phone.ts'
export { SubmitButton, type SubmitButtonProps, WaitingNote } from './form/submit-button.tsx'
export { type UseFormOptions, useForm } from './form/use-form.ts'
export type { Widget, WidgetProps } from './form/widget.ts'
export { widgets } from './form/widgets/index.ts'

// Plug-ins.

export { hasPlugIns, type Lent, loadPlugIns, type PlugIn } from './plug-ins/load-plug-ins.ts'
export { withPlugIns } from './plug-ins/with-plug-ins.ts'

// Records.

export { type Conflict, ConflictDialog, type ConflictDialogProps, conflictIn } from './record/conflict-dialog.tsx'
export { type FieldView, fieldValueOf, fieldViewOf, fieldViewsOf } from './record/field-view.ts'
export { ProcessTrack } from './record/process-track.tsx'
export { RecordTable, type RecordTableProps, type Sort } from './record/record-table.tsx'
export { OptionTag, RecordValue, type RecordValueProps } from './record/record-value.tsx'
export { RecordView, type RecordViewProps } from './record/record-view.tsx'
export { TaskItem, type TaskItemProps } from './record/task-item.tsx'
export { Timeline, type TimelineProps } from './record/timeline.tsx'
export { useEntityLookup, useFieldViews } from './record/use-field-views.ts'
export { type ReadContext, valueText } from './record/value-text.ts'

// Processes.

export { type NodeStanding, standingsOf } from './flow/node-standing.ts'
export { ProcessDiagram, type ProcessDiagramProps } from './flow/process-diagram.tsx'
export { VisitsTable, type VisitsTableProps } from './flow/visits-table.tsx'

// Table files on their way in.

export { FormulaWarning, type FormulaWarningProps } from './import/formula-warning.tsx'
export { ImportFile } from './import/import-file.tsx'
export { ImportOutcome } from './import/import-outcome.tsx'
export { ImportProgress } from './import/import-progress.tsx'
export { useImportWords } from './import/import-words.ts'
export { type ImportInfo, type ImportStart, isAtWork, useImport, useImportActions } from './import/use-import.ts'

// Reports.

export { ChartView, type ChartViewProps, loadCharts } from './chart/chart-view.tsx'
export { hasDuty } from './client/has-duty.ts'
