/**
 * Actions: what flows and rules can do. Pure apart from the capabilities they are lent.
 *
 *     await performAction(actionTypes, 'send-message', { to: 'phone', message }, capabilities, { key, record })
 *     // { status: 'done' }
 */

export { type ActionContext, type ActionRecord, type ActionResult, type ActionType, defineAction, TemporaryFailure } from './action-type.ts'
export type { Capabilities, Channel, HttpMethod } from './capabilities.ts'
export { actionErrors } from './errors.ts'
export { performAction } from './perform-action.ts'
export { actionTypes } from './registry.ts'
