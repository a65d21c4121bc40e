/**
 * 服务过程管理, a service desk as a whole app with 24 months of data.
 *
 *     serviceDesk.label.en // 'Service desk'
 */
export { serviceDesk } from './app.ts'
