import type { AppDocument } from '@tangram/app-model'
import type { RecordValues } from '@tangram/data-model'
import type { Browser } from 'playwright-core'

/** An app of a journey's own, and its records as its maker reaches them by the API. */
export type MadeApp = {
  /** Addresses of its public forms. */
  publicForms: { [form: string]: string }
  /** Files a record, by a form when one is named; gives its id. */
  file(entity: string, values: RecordValues, form?: string): Promise<string>
  read(entity: string, id: string): Promise<{ values: RecordValues }>
  /** Signs the maker's session out of the browser; the app stays. */
  close(): Promise<void>
}

/** Publishes an app as one of the trial's sample people who administers it. */
export async function makeApp(browser: Browser, address: string, admin: string, document: AppDocument): Promise<MadeApp> {
  const context = await browser.newContext({ baseURL: address })
  const { request } = context
  const answerOf = async <T>(asked: ReturnType<typeof request.get>, url: string): Promise<T> => {
    const answer = await asked
    if (!answer.ok()) throw new Error(`${url}: ${await answer.text()}`)
    return (await answer.json()) as T
  }
  const get = <T>(url: string) => answerOf<T>(request.get(`/api/v1${url}`), url)
  const post = async <T>(url: string, data: unknown) => {
    const { csrf } = await get<{ csrf: string }>('/session')
    return answerOf<T>(request.post(`/api/v1${url}`, { headers: { 'x-csrf-token': csrf }, data }), url)
  }
  const people = await get<{ id: string; name: string }[]>('/trial/people')
  await post('/trial/session', { person: people.find(({ name }) => name === admin)?.id })
  await post('/apps', { document })
  await post(`/apps/${document.id}/publish`, {})
  const { publicForms } = await get<Pick<MadeApp, 'publicForms'>>(`/apps/${document.id}`)
  const records = (entity: string) => `/apps/${document.id}/entities/${entity}/records`
  return {
    publicForms,
    file: async (entity, values, form) =>
      (await post<{ id: string }>(`${records(entity)}${form === undefined ? '' : `?form=${form}`}`, { values })).id,
    read: (entity, id) => get(`${records(entity)}/${id}`),
    close: () => context.close(),
  }
}

/** Ids of the trial's sample people by their names. */
export async function samplePeople(browser: Browser, address: string): Promise<(name: string) => string> {
  const context = await browser.newContext({ baseURL: address })
  const people = (await (await context.request.get('/api/v1/trial/people')).json()) as { id: string; name: string }[]
  await context.close()
  return (name) => {
    const found = people.find((person) => person.name === name)
    if (!found) throw new Error(`the trial has no ${name}`)
    return found.id
  }
}
