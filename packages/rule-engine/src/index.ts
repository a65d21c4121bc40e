export type { RuleDocument, RuleStep } from './document.ts'
