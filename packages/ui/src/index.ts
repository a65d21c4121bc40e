/**
 * What portal and designer share: the look, the texts, the data, forms, records and charts.
 *
 *     import '@tangram/ui/styles.css'
 *     import { AppShell, Logo, TangramProvider } from '@tangram/ui'
 *
 *     createRoot(root).render(<TangramProvider><AppShell brand={<Logo />}>…</AppShell></TangramProvider>)
 */

// The look
export { type FigureName, figureOf, figures } from './brand/figures.ts'
export { Logo } from './brand/logo.tsx'
export { TangramFigure, type TangramFigureProps } from './brand/tangram-figure.tsx'
// The server
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
export { keys } from './client/keys.ts'
export { useNotifications, useOutgoingMessages, usePeople, useReadNotifications, useTeams } from './client/organisation-hooks.ts'
export { useAnswerLink, useProgress, usePublicForm, usePublicLink, useSubmitPublicForm } from './client/public-hooks.ts'
export {
  recordsPath,
  useCreateRecord,
  useOptions,
  useProcess,
  useRecord,
  useRecordCount,
  useRecords,
  useRemoveRecord,
  useTimeline,
  useUpdateRecord,
} from './client/record-hooks.ts'
export {
  type Cell,
  type DashboardResults,
  type DrillPage,
  type ReportFilters,
  useDashboard,
  useDrill,
  useReport,
} from './client/report-hooks.ts'
export { useSession, useSetup, useSignIn, useSignOut, useTrialPeople, useTrialSignIn, useUpdateMe } from './client/session-hooks.ts'
export { useCompleteTask, useInitiated, useTask, useTasks } from './client/task-hooks.ts'
export type * from './client/types.ts'
export { useLive } from './client/use-live.ts'
// Waiting, nothing, trouble
export { Delayed, SkeletonLines } from './feedback/delayed.tsx'
export { EmptyState, type EmptyStateProps } from './feedback/empty-state.tsx'
export { ErrorBoundary } from './feedback/error-boundary.tsx'
export { ErrorState, problemText } from './feedback/error-state.tsx'
export { type Notice, notify } from './feedback/notify.tsx'
export { ProgressBar, type ProgressBarProps } from './feedback/progress-bar.tsx'
// Forms
export { type FormSources, publicSources, recordSources } from './form/form-sources.ts'
// Words for values
export { formatBytes, formatMoney, formatNumber, formatPercent } from './format/numbers.ts'
export { dayIn, formatDate, formatDuration, formatInstant, formatRelative, instantOf } from './format/times.ts'
export { useFormat } from './format/use-format.ts'
export { type MessageLoader, registerMessages } from './i18n/i18n.ts'
export { type LocaleState, useLocale } from './i18n/locale.ts'
export { Icon } from './icons/icon.tsx'
export { AppShell, type AppShellProps, PageHeader } from './shell/app-shell.tsx'
export { Keys, type Shortcut, ShortcutsProvider, useShortcuts } from './shell/shortcuts.tsx'
export { SidePanel, type SidePanelProps } from './shell/side-panel.tsx'
// The page
export { TangramProvider, type TangramProviderProps } from './tangram-provider.tsx'
export { theme } from './theme/theme.ts'
export * as tokens from './tokens.ts'
