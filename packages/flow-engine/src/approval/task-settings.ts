import type { CompiledNode } from '../compile-process.ts'
import type { AllowedOperation, ReturnRuleDocument, TimeoutDocument } from './document.ts'
import type { SigningRule } from './verdict.ts'

/** What nodes without the setting allow. */
const defaultReturnRule: ReturnRuleDocument = { to: ['start', 'previous', 'any'], resubmit: 'choose' }

type Settings = {
  operations?: AllowedOperation[]
  returns?: ReturnRuleDocument
  opinionOnReturn?: boolean
  timeouts?: TimeoutDocument[]
  dueHours?: number
} & Partial<SigningRule>

const settingsOf = (node: CompiledNode): Settings => node.config as unknown as Settings

export function isAllowed(node: CompiledNode, operation: AllowedOperation): boolean {
  return settingsOf(node).operations?.includes(operation) ?? false
}

export function returnRuleOf(node: CompiledNode): ReturnRuleDocument {
  return isAllowed(node, 'return') ? (settingsOf(node).returns ?? defaultReturnRule) : { to: [], resubmit: 'replay' }
}

export function returnNeedsOpinion(node: CompiledNode): boolean {
  return settingsOf(node).opinionOnReturn ?? true
}

export function timeoutsOf(node: CompiledNode): TimeoutDocument[] {
  return settingsOf(node).timeouts ?? []
}

export function dueHoursOf(node: CompiledNode): number | undefined {
  return settingsOf(node).dueHours
}

export function signingRuleOf(node: CompiledNode): SigningRule {
  const { mode = 'all', rejectRule = 'first', passShare, passAbove } = settingsOf(node)
  return { mode, rejectRule, ...(passShare === undefined ? {} : { passShare }), ...(passAbove === undefined ? {} : { passAbove }) }
}
