import type { Id } from '@tangram/data-model'
import type { TaskFilter } from '@tangram/ui'

export type InboxBox = 'open' | 'done'

/** What the inbox shows, as it stands in the address of the page: it survives a reload and can be sent to a colleague. */
export type InboxAddress = { box: InboxBox; filter: TaskFilter }

/** Reads `?box=done&app=purchase&q=screws&late=1`. What it does not understand it leaves out. */
export function readInboxAddress(search: string): InboxAddress {
  const params = new URLSearchParams(search)
  const [app, process, words] = ['app', 'process', 'q'].map((name) => params.get(name) || undefined)
  return {
    box: params.get('box') === 'done' ? 'done' : 'open',
    filter: filterOf({ app, process, search: words, overdue: params.get('late') === '1' }),
  }
}

/** The same as a query with its question mark; empty for the inbox as it opens. */
export function writeInboxAddress({ box, filter: { app, process, search, overdue } }: InboxAddress): string {
  const params = new URLSearchParams()
  if (box === 'done') params.set('box', box)
  if (app) params.set('app', app)
  if (process) params.set('process', process)
  if (search) params.set('q', search)
  if (overdue) params.set('late', '1')
  return params.size > 0 ? `?${params}` : ''
}

/** Without what is empty: two filters that ask the same are equal. A process goes with its app. */
export function filterOf(wanted: {
  app?: Id | undefined
  process?: Id | undefined
  search?: string | undefined
  overdue?: boolean
}): TaskFilter {
  const { app, process, search, overdue } = wanted
  return {
    ...(app ? { app } : {}),
    ...(app && process ? { process } : {}),
    ...(search ? { search } : {}),
    ...(overdue ? { overdue } : {}),
  }
}
