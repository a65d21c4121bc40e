/**
 * Whole records checked by ajv, for servers. Never from browser code: ajv turns schemas into code, which a strict policy refuses.
 *
 *     const { errors, values } = checkSubmission(plan, { phone: '13800138000' }, { now, zone: 'Asia/Shanghai' })
 */
export { checkSubmission, type Submitted } from './check-submission.ts'
