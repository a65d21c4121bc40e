import { applyCommand } from '@tangram/app-model'
import { ErrorState, SkeletonLines, useApps, useClient, useDraft, useLocale } from '@tangram/ui'
import { DraftProvider, useDraftActions } from '../draft/draft-context.tsx'
import { idFrom } from '../form/new-element.ts'
import { emptyApp } from '../things/empty-app.ts'
import { ExcelWizard, type MakeTables } from './excel-wizard.tsx'
import { useExcelWords } from './excel-words.ts'
import { commandForTables } from './tables-command.ts'

/** `/designer/new/excel`: a whole app from a table file. */
export function NewAppFromExcel() {
  const say = useExcelWords()
  const { locale } = useLocale()
  const client = useClient()
  const apps = useApps()
  const make: MakeTables = async (choices, name) => {
    const known = apps.data ?? (await apps.refetch()).data ?? []
    const id = idFrom(name, (candidate) => candidate === 'new' || known.some((app) => app.id === candidate))
    const empty = emptyApp(id, { [locale]: name })
    const { command, steps, view } = commandForTables(empty, choices, {})
    await client.send('POST', '/apps', { document: applyCommand(empty, command).document })
    await client.send('POST', `/apps/${id}/publish`, {})
    await apps.refetch()
    return { app: id, steps, view }
  }
  return <ExcelWizard title={say('title')} asksName makeTables={make} backTo="/" />
}

/** `/designer/{app}/excel`: more tables for an app. */
export function TablesFromExcel({ app }: { app: string }) {
  const draft = useDraft(app)
  if (draft.error) return <ErrorState error={draft.error} onRetry={() => void draft.refetch()} />
  if (!draft.data) return <SkeletonLines lines={10} />
  return (
    <DraftProvider key={app} app={app} draft={draft.data}>
      <InDraft app={app} />
    </DraftProvider>
  )
}

function InDraft({ app }: { app: string }) {
  const say = useExcelWords()
  const client = useClient()
  const { run, current, usedIds, save, undo, published } = useDraftActions()
  const make: MakeTables = async (choices) => {
    const { command, steps, view } = commandForTables(current(), choices, usedIds())
    run(command)
    try {
      if (!(await save())) throw new Error(say('blocked'))
      const { version } = await client.send<{ version: number }>('POST', `/apps/${app}/publish`, {})
      published(version)
    } catch (error) {
      // The draft is as it was: nobody finds tables in it that were never filled.
      undo()
      await save()
      throw error
    }
    return { app, steps, view }
  }
  return <ExcelWizard title={say('for-app')} asksName={false} note={say('publishes')} makeTables={make} backTo={`/designer/${app}/data`} />
}
