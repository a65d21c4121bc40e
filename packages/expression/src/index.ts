export type { Given, Logic, Scope } from './logic.ts'
