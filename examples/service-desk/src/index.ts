/**
 * 服务过程管理, a service desk as a whole app with 24 months of data.
 *
 *     generateServiceDesk({ now: '2026-11-22T03:00:00.000Z' }).tickets.length // 20000
 *     await loadServiceDesk({ db, now, worldAt }) // publishes serviceDesk and fills it
 */
export { serviceDesk } from './app.ts'
export { keyPeople } from './data/organisation.ts'
export { type GenerateOptions, generateServiceDesk, type ServiceDeskData } from './generate.ts'
export type { FlowDriver } from './load/drive-ticket.ts'
export { type LoadOptions, loadServiceDesk } from './load.ts'
