/**
 * 服务过程管理, a service desk as a whole app with 24 months of data.
 *
 *     serviceDesk.label.en // 'Service desk'
 *     generateServiceDesk({ now: '2026-11-22T03:00:00.000Z' }).tickets.length // 20000
 */
export { serviceDesk } from './app.ts'
export { type GenerateOptions, generateServiceDesk, type ServiceDeskData } from './generate.ts'
