import { inOrder } from '@tangram/data-model'
import {
  type AppForReader,
  hasDuty,
  keys,
  type RecordList,
  recordsPath,
  useApps,
  useClient,
  useFormat,
  useFormParts,
  useSession,
} from '@tangram/ui'
import { useQueries } from '@tanstack/react-query'
import { useArea } from '../../texts/area.ts'
import { shellTexts } from '../../texts/shell.ts'
import { recordAddress } from '../records/record-address.ts'
import { recordTitle } from '../records/record-title.ts'

/** Somewhere one can jump to. */
export type Destination = { key: string; label: string; href: string; icon: string; where?: string; leavesPortal?: boolean }

/** Pages, lists and dashboards whose name holds the words; all of them for no words. */
export function usePages(words: string): Destination[] {
  const t = useArea(shellTexts)
  const format = useFormat()
  const me = useSession().data?.person
  const pages: Destination[] = [
    { key: 'home', label: t('home'), href: '/', icon: 'home' },
    { key: 'tasks', label: t('tasks'), href: '/tasks', icon: 'checklist' },
    { key: 'initiated', label: t('initiated'), href: '/initiated', icon: 'send' },
    { key: 'copies', label: t('copies'), href: '/copies', icon: 'send' },
    { key: 'security', label: t('security'), href: '/security', icon: 'lock' },
    ...(hasDuty(me, 'security') ? [{ key: 'people', label: t('people'), href: '/people', icon: 'users' }] : []),
    ...(hasDuty(me, 'security') ? [{ key: 'personal-data', label: t('personalData'), href: '/personal-data', icon: 'lock' }] : []),
    ...(hasDuty(me, 'audit') ? [{ key: 'audit', label: t('audit'), href: '/audit', icon: 'list-check' }] : []),
    ...(hasDuty(me, 'system') ? [{ key: 'backups', label: t('backups'), href: '/backups', icon: 'table' }] : []),
    { key: 'stand-ins', label: t('standIns'), href: '/stand-ins', icon: 'users' },
    ...useLoadedApps().flatMap(({ document, canDesign }) => {
      const where = format.text(document.label, document.id)
      return [
        ...inOrder(document.dashboards).map((dashboard) => ({
          key: `${document.id}/d/${dashboard.id}`,
          label: format.text(dashboard.label, dashboard.id),
          href: `/a/${document.id}/d/${dashboard.id}`,
          icon: 'gauge',
          where,
        })),
        ...inOrder(document.views).map((view) => ({
          key: `${document.id}/${view.id}`,
          label: format.text(view.label, view.id),
          href: `/a/${document.id}/${view.id}`,
          icon: 'table',
          where,
        })),
        ...(canDesign
          ? [
              { key: `${document.id}/instances`, label: t('instances'), href: `/instances?app=${document.id}`, icon: 'list-check', where },
              {
                key: `${document.id}/designer`,
                label: t('design'),
                href: `/designer/${document.id}`,
                icon: 'pencil-ruler',
                where,
                leavesPortal: true,
              },
            ]
          : []),
      ]
    }),
  ]
  const wanted = words.toLowerCase()
  return pages.filter(({ label, where }) => `${label} ${where ?? ''}`.toLowerCase().includes(wanted))
}

/** Records of every list that answer to the words: number, title, any text the reader may see. */
export function useRecordsNamed(words: string): { found: Destination[]; isSearching: boolean } {
  const { fieldTypes } = useFormParts()
  const client = useClient()
  const format = useFormat()
  const lists = useLoadedApps().flatMap(({ document }) => {
    const views = inOrder(document.views)
    const firstOfEntity = views.filter((view, index) => views.findIndex((other) => other.entity === view.entity) === index)
    return firstOfEntity.map((view) => ({ app: document.id, view, entity: document.entities.items[view.entity] }))
  })
  const answers = useQueries({
    queries: lists.map(({ app, view }) => ({
      queryKey: [...keys.entity(app, view.entity), 'jump', words],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        client.get<RecordList>(recordsPath(app, view.entity, { search: words, limit: 5 }), { signal }),
      enabled: words.length >= 2,
    })),
  })
  const found = answers.flatMap((answer, index) => {
    const list = lists[index]
    if (!list || words.length < 2) return []
    return (answer.data?.records ?? []).map((record) => {
      const { number, title } = recordTitle(list.entity, record, fieldTypes)
      return {
        key: `${list.app}/${list.view.id}/${record.id}`,
        label: number && number !== title ? `${number} ${title}` : title,
        href: recordAddress(`/a/${list.app}/${list.view.id}`, record.id),
        icon: 'file-text',
        where: format.text(list.view.label, list.view.id),
      }
    })
  })
  return { found, isSearching: words.length >= 2 && answers.some((answer) => answer.isFetching) }
}

function useLoadedApps(): AppForReader[] {
  const client = useClient()
  const apps = useApps().data ?? []
  const answers = useQueries({
    queries: apps.map(({ id }) => ({
      queryKey: keys.app(id),
      queryFn: ({ signal }: { signal: AbortSignal }) => client.get<AppForReader>(`/apps/${id}`, { signal }),
      staleTime: 30_000,
    })),
  })
  return answers.flatMap((answer) => answer.data ?? [])
}
