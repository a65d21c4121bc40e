import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { canSeeDashboard, type PersonPrincipal } from '@tangram/access'
import { AppError, itemOf, type JsonObject, type Locale, type LocalizedText, locales, textIn } from '@tangram/data-model'
import { chartSpecOf } from '@tangram/report-engine'
import type { DeliveryResult, JobHandler, RegularDelivery, Transaction } from '@tangram/storage'
import { readDashboard } from '../dashboard-reading.ts'
import { problemFrom } from '../http/problem.ts'
import { type DashboardFormat, dashboardFile } from '../output/dashboard-file.ts'
import type { OutputFile } from '../output/output-file.ts'
import type { Services } from '../services.ts'
import { asSystem } from '../system-principal.ts'
import { sendMessage } from './capabilities.ts'
import type { JobServices } from './job-services.ts'
import { calendarOf, isOpen, nextSending } from './next-sending.ts'

const system = asSystem('delivery')

/** Queues the next occurrence of a delivery: one job each, however many servers there are. None while it pauses or when it is over. */
export async function queueDelivery(
  services: Pick<JobServices, 'storage' | 'now'>,
  delivery: RegularDelivery,
  trx?: Transaction,
): Promise<void> {
  const { id, revision } = delivery
  const { storage } = services
  const at = await nextSending(services, delivery)
  if (at === null) return
  const payload = { delivery: id, revision, at }
  await storage.jobs.enqueue(system, { kind: 'delivery.due', key: `delivery:${id}:${revision}:${at}`, payload, dueAt: at }, trx)
}

/** One job for each recipient, so that one who fails keeps nobody else waiting. `at` names the occurrence in every key. */
export async function sendToAll({ storage }: Pick<JobServices, 'storage'>, delivery: RegularDelivery, at: string): Promise<void> {
  for (const recipient of [...delivery.people, ...(delivery.channel === 'mail' ? delivery.addresses : [])])
    await queueSending(storage, delivery, at, recipient)
  await storage.deliveries.note(system, delivery.id, { lastAt: at })
}

/** Tries those again who did not get the last one; they alone. */
export async function sendAgain({ storage, now }: Pick<JobServices, 'storage' | 'now'>, delivery: RegularDelivery): Promise<void> {
  const { lastAt, results } = delivery
  if (lastAt === null) return
  for (const { recipient, outcome } of results)
    if (outcome === 'failed') await queueSending(storage, delivery, lastAt, recipient, `:${now().slice(0, 16)}`)
}

/** @param again names another attempt at what failed: it is a message of its own, once */
async function queueSending(
  storage: JobServices['storage'],
  { id }: RegularDelivery,
  at: string,
  recipient: string,
  again = '',
): Promise<void> {
  const payload = { delivery: id, at, recipient, again }
  await storage.jobs.enqueue(system, { kind: 'delivery.send', key: `delivery:${id}:${at}:${recipient}${again}`, payload })
}

/** What this server does about dashboards that are sent regularly. */
export function deliveryJobs(services: JobServices): { [kind: string]: JobHandler } {
  const { storage } = services
  return {
    'delivery.due': async (job) => {
      const { delivery: id, revision, at } = job.payload as { delivery: string; revision: number; at: string }
      const delivery = await deliveryIn(services, id)
      // Changed, paused or taken away since: the change has queued what comes next.
      if (!delivery || delivery.revision !== revision || delivery.isPaused || delivery.endedReason) return
      const reason = await reasonToEnd(services, delivery)
      if (reason) return storage.deliveries.note(system, id, { endedReason: reason })
      // The next one first: one that cannot be sent must not be the last.
      await queueDelivery(services, delivery)
      // A holiday that was entered since it was queued.
      if (!isOpen(await calendarOf(services, delivery), delivery.zone, at)) return
      await sendToAll(services, delivery, at)
    },
    'delivery.send': async (job, { signal }) => {
      const { delivery: id, at, recipient, again = '' } = job.payload as { delivery: string; at: string; recipient: string; again?: string }
      const key = `delivery:${id}:${at}:${recipient}${again}`
      const delivery = await deliveryIn(services, id)
      if (!delivery) return
      const note = (outcome: DeliveryResult['outcome'], reason: string | null) =>
        storage.deliveries.noteResult(system, id, at, { recipient, outcome, reason, messageKey: outcome === 'sent' ? key : undefined })
      try {
        const passedOver = await sendTo(services, delivery, { recipient, key }, signal)
        await note(passedOver ? 'skipped' : 'sent', passedOver ?? null)
      } catch (error) {
        await note('failed', error instanceof AppError ? error.code : 'server.internal')
        throw error
      }
    },
  }
}

async function deliveryIn({ storage }: JobServices, id: string): Promise<RegularDelivery | undefined> {
  return storage.deliveries.get(system, id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'storage.delivery.unknown') return undefined
    throw error
  })
}

/** The person as they stand now; undefined when they are suspended or gone. */
async function personNow({ storage }: JobServices, id: string): Promise<PersonPrincipal | undefined> {
  return storage.people.principalOf(id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'storage.person.unknown') return undefined
    throw error
  })
}

async function opens({ storage }: JobServices, person: PersonPrincipal, { app, dashboard }: RegularDelivery): Promise<boolean> {
  const { document } = await storage.apps.get(system, app)
  return itemOf(document.dashboards, dashboard) !== undefined && canSeeDashboard(document.access, person, app, dashboard)
}

async function reasonToEnd(services: JobServices, delivery: RegularDelivery): Promise<RegularDelivery['endedReason']> {
  const owner = await personNow(services, delivery.owner.id)
  if (!owner) return 'owner'
  return (await opens(services, owner, delivery)) ? null : 'dashboard'
}

/**
 * Counted with the rights of a person of the house, or with those of the owner for an address outside.
 *
 * @returns why it was passed over; undefined when it is on its way
 */
async function sendTo(
  services: JobServices,
  delivery: RegularDelivery,
  { recipient, key }: { recipient: string; key: string },
  signal: AbortSignal,
): Promise<PassedOver | undefined> {
  const { storage } = services
  const isPerson = delivery.people.includes(recipient)
  const reader = await personNow(services, isPerson ? recipient : delivery.owner.id)
  // Somebody who left, or may not open it any more, gets nothing; the others do.
  if (!reader) return 'left'
  if (!(await opens(services, reader, delivery))) return 'rights'
  if (!(await holds(services, reader, delivery, signal))) return 'condition'
  const { document } = await storage.apps.get(system, delivery.app)
  const label = itemOf(document.dashboards, delivery.dashboard)?.label ?? {}
  const figures = await headlines(services, reader, delivery, signal)
  const told: LocalizedText = Object.fromEntries(
    locales.map((locale) => [
      locale,
      [textIn(label, locale, delivery.dashboard), figures[locale]].filter(Boolean).join(locale === 'en' ? ': ' : '：'),
    ]),
  )
  if (delivery.channel === 'app') {
    await storage.messages.notify(system, { person: recipient, text: told, app: delivery.app, key })
    return undefined
  }
  const to = isPerson ? (await storage.people.get(system, recipient)).email : recipient
  if (!to) return 'no-address'
  const { locale } = reader
  const made = await fileFor(services, reader, delivery, signal)
  if ('refusal' in made && !isPerson) return 'rights'
  const address = `${services.baseUrl()}/a/${delivery.app}/d/${delivery.dashboard}`
  const text = [told[locale], ...('refusal' in made ? [made.refusal] : []), ...(isPerson ? [address] : [])].filter(Boolean).join('\n\n')
  const attached =
    'refusal' in made
      ? {}
      : { file: (await storage.files.stage(system, { ...made.file, content: contentOf(made.file) })).id, shown: delivery.format === 'png' }
  await sendMessage(storage, system, {
    channel: 'mail',
    to,
    subject: textIn(label, locale, delivery.dashboard),
    text,
    key,
    app: delivery.app,
    ...attached,
  })
  return undefined
}

type PassedOver = 'left' | 'rights' | 'condition' | 'no-address'

/** Whether what its owner waits for holds in the figures of this reader. */
async function holds(services: JobServices, reader: PersonPrincipal, delivery: RegularDelivery, signal: AbortSignal): Promise<boolean> {
  const { app, dashboard, values, onlyWhen } = delivery
  if (onlyWhen === null) return true
  const reading = await readDashboard(services as Services, reader, { app, dashboard }, { values: values as JsonObject })
  const asked = onlyWhen.is === 'above' ? reading.reports.filter((id) => id === onlyWhen.report) : reading.reports
  for (const id of asked) {
    const { columns, rows } = await reading.reportsFor(id).run(app, id, reading.filtersFor(id), [], { signal })
    const figures = columns.flatMap(({ role }, place) => (role === 'measure' ? [place] : []))
    const [first] = figures
    const isSo =
      onlyWhen.is === 'above'
        ? first !== undefined && rows.some((row) => row[first] !== null && Number(row[first]) > onlyWhen.than)
        : rows.some((row) => figures.length === 0 || figures.some((place) => row[place] !== null && Number(row[place]) !== 0))
    if (isSo) return true
  }
  return false
}

const contentOf = ({ content }: OutputFile): Readable => (content instanceof Readable ? content : Readable.from([content]))

/** The file, or in words why this reader gets none: they may look at the dashboard, but take nothing out. */
async function fileFor(
  services: JobServices,
  reader: PersonPrincipal,
  { app, dashboard, format, values }: RegularDelivery,
  signal: AbortSignal,
): Promise<{ file: OutputFile } | { refusal: string }> {
  try {
    const asked = { values: values as JsonObject }
    const file = await dashboardFile(services, reader, { app, dashboard }, asked, format as DashboardFormat, {
      locale: reader.locale,
      signal,
    })
    // Whole before it is kept: a failure half-way is a failure.
    return { file: { ...file, content: file.content instanceof Readable ? await buffer(file.content) : file.content } }
  } catch (error) {
    if (error instanceof AppError && error.status === 403) return { refusal: problemFrom(error, reader.locale, { id: '' }).detail }
    throw error
  }
}

/** The figures that stand alone on the dashboard, as this reader sees them: `新投诉 12；满意度 4.6`. */
async function headlines(
  services: JobServices,
  reader: PersonPrincipal,
  delivery: RegularDelivery,
  signal: AbortSignal,
): Promise<LocalizedText> {
  const { app, dashboard, values } = delivery
  const { document } = await services.storage.apps.get(reader, app)
  const reading = await readDashboard(services as Services, reader, { app, dashboard }, { values: values as JsonObject })
  const shown: { [L in Locale]: string[] } = { 'zh-CN': [], en: [] }
  for (const id of reading.reports) {
    const report = itemOf(document.reports, id)
    if (report?.chart.type !== 'kpi') continue
    const result = await reading
      .reportsFor(id)
      .run(app, id, reading.filtersFor(id), [], { signal })
      .catch((error: unknown) => {
        if (error instanceof AppError && error.status < 500) return undefined
        throw error
      })
    if (!result || result.rows.length === 0) continue
    for (const locale of locales) {
      const spec = chartSpecOf(report, result, { locale, palette: [], dark: false })
      if (spec.kind === 'kpi') shown[locale].push(`${textIn(report.label, locale, id)} ${spec.text}`)
    }
  }
  return { 'zh-CN': shown['zh-CN'].join('；'), en: shown.en.join('; ') }
}

/** The file of a message, for the mail that carries it. */
export async function attachmentOf({ storage }: Pick<JobServices, 'storage'>, file: string) {
  const { file: about, path } = await storage.files.open(system, file)
  return { name: about.name, type: about.type, content: await readFile(path) }
}
